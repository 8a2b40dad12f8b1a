package dev.atrest.writers.machine;

import static dev.atrest.writers.machine.OscalText.markup;
import static dev.atrest.writers.machine.OscalText.token;

import dev.atrest.model.ControlResult;
import dev.atrest.model.ControlResult.Result;
import dev.atrest.model.Framework;
import dev.atrest.model.StatusCounts;
import dev.atrest.writers.AssessmentReport;
import java.util.List;

/** The controls of OSCAL results: which were reviewed, and what was found of each. */
final class OscalControls {

    private final OscalJson json;
    private final AssessmentReport report;
    private final OscalIds ids;

    OscalControls(OscalJson json, AssessmentReport report, OscalIds ids) {
        this.json = json;
        this.report = report;
        this.ids = ids;
    }

    /** Of each framework what rules decide; where that is nothing, OSCAL wants to be told of something all the same. */
    void selections() {
        boolean any = false;
        for (Framework framework : report.frameworks()) {
            List<String> automated = framework.controls().stream()
                    .filter(control -> control.assessment() == Framework.Assessment.AUTOMATED)
                    .map(control -> controlId(framework, control))
                    .toList();
            if (!automated.isEmpty()) {
                any = true;
                selection(
                        markup(framework.heading()),
                        automated,
                        "Of its %d controls these %d are assessed automatically; the others are for an auditor, or out of scope."
                                .formatted(framework.controls().size(), automated.size()));
            }
        }
        if (!any) {
            selection(
                    "No framework is shown; these are the rules themselves.",
                    report.rules().stream().map(rule -> token(rule.id())).toList(),
                    "Rules are no controls of a catalogue.");
        }
    }

    private void selection(String description, List<String> controlIds, String remarks) {
        json.object(() -> {
            json.text("description", description);
            json.array(
                    "include-controls", () -> controlIds.forEach(id -> json.object(() -> json.text("control-id", id))));
            json.text("remarks", remarks);
        });
    }

    private static String controlId(Framework framework, Framework.Control control) {
        return token(framework.id() + "_" + control.id());
    }

    /** What is said of each control that rules decide. */
    void findings() {
        List<ControlResult> decided =
                report.controlResults().stream().filter(OscalControls::decided).toList();
        if (!decided.isEmpty()) {
            json.array("findings", () -> decided.forEach(control -> json.object(() -> finding(control))));
        }
    }

    private static boolean decided(ControlResult control) {
        return control.result() == Result.FAIL
                || control.result() == Result.NOT_ASSESSED
                || control.result() == Result.PASS;
    }

    private void finding(ControlResult result) {
        Framework.Control control = result.control();
        StatusCounts counts = result.counts();
        json.uuid("uuid", ids.control(result.framework(), control));
        json.text("title", markup(result.framework().id() + " " + control.id()));
        json.text("description", markup(control.title()));
        json.object("target", () -> {
            json.text("type", "objective-id");
            json.text("target-id", controlId(result.framework(), control));
            json.object("status", () -> {
                json.text("state", result.result() == Result.PASS ? "satisfied" : "not-satisfied");
                json.text(
                        "reason",
                        switch (result.result()) {
                            case PASS -> "pass";
                            case FAIL -> "fail";
                            default -> "other";
                        });
                json.text(
                        "remarks",
                        result.result() + ": " + counts.fail() + " findings fail, " + counts.notAssessed()
                                + " were not assessed, " + counts.waived() + " are waived, " + counts.pass()
                                + " pass."
                                + (counts.total() == 0 ? " What it is about was not listed to the end." : ""));
            });
        });
        List<String> observed = result.ruleIds().stream()
                .filter(report.countsByRule()::containsKey)
                .toList();
        if (!observed.isEmpty()) {
            json.array(
                    "related-observations",
                    () -> observed.forEach(
                            rule -> json.object(() -> json.uuid("observation-uuid", ids.observation(rule)))));
        }
    }
}
