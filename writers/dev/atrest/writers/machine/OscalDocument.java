package dev.atrest.writers.machine;

import static dev.atrest.writers.machine.OscalText.markup;

import dev.atrest.writers.AssessmentReport;
import dev.atrest.writers.AssessmentSummary;

/** An assessment as a document of OSCAL Assessment Results. */
final class OscalDocument {

    private static final String OSCAL_VERSION = "1.1.3";

    /** OSCAL knows no results without a plan, whose name is all that can be known of it here. */
    private static final String PLAN = "assessment-plan.oscal.json";

    private final OscalJson json;
    private final AssessmentReport report;
    private final AssessmentSummary summary;
    private final OscalIds ids;
    private final OscalControls controls;
    private final OscalObservations observations;

    OscalDocument(JsonFile file, AssessmentReport report) {
        this.json = new OscalJson(file);
        this.report = report;
        this.summary = report.summary();
        this.ids = OscalIds.of(summary.id());
        this.controls = new OscalControls(json, report, ids);
        this.observations = new OscalObservations(json, report, ids);
    }

    void write() {
        json.uuid("uuid", ids.document());
        json.object("metadata", () -> {
            json.text("title", "Encryption at rest: assessment " + markup(summary.id()));
            json.time("last-modified", summary.finishedAt());
            json.text("version", OscalText.string(summary.id()));
            json.text("oscal-version", OSCAL_VERSION);
        });
        json.object(
                "import-ap",
                () -> json.text("href", PLAN)
                        .text("remarks", "The plan is the organisation\u2019s own; it belongs beside this file."));
        json.array("results", () -> json.object(this::result));
    }

    private void result() {
        json.uuid("uuid", ids.result());
        json.text("title", "Assessment " + markup(summary.id()));
        json.text(
                "description",
                "Scope: " + markup(summary.scope()) + ". Read by " + markup(summary.caller()) + " with atrest "
                        + markup(summary.version()) + ". SHA-256 of the rules and settings: "
                        + markup(summary.rulesDigest()) + ".");
        json.time("start", summary.startedAt());
        json.time("end", summary.finishedAt());
        json.array("props", () -> {
            json.prop("accounts-scanned", summary.accountsScanned());
            json.prop("accounts-total", summary.accountsTotal());
            json.prop("resources", summary.totalResources());
            json.prop("coverage-gaps", summary.coverageGaps());
        });
        if (observations.anySubject()) {
            json.object("local-definitions", () -> json.array("inventory-items", observations::inventory));
        }
        json.object("reviewed-controls", () -> json.array("control-selections", controls::selections));
        if (!report.countsByRule().isEmpty()) {
            json.array("observations", observations::observations);
        }
        controls.findings();
    }
}
