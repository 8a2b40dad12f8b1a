package dev.atrest.writers.html;

import dev.atrest.model.Account;
import dev.atrest.model.ControlResult;
import dev.atrest.model.DataProtectionClass;
import dev.atrest.model.FindingStatus;
import dev.atrest.model.Framework;
import dev.atrest.model.Impact;
import dev.atrest.model.Rule;
import dev.atrest.model.Severity;
import dev.atrest.model.Waiver;
import dev.atrest.model.WaiverUse;
import dev.atrest.writers.VisibleText;
import java.util.List;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** What findings have in common and the page's script needs once: texts, rules, accounts, controls and waivers. */
final class PageData {

    private final Page page;
    private final PageTemplate template;
    private final JsonFactory factory;

    PageData(Page page, PageTemplate template, JsonFactory factory) {
        this.page = page;
        this.template = template;
        this.factory = factory;
    }

    void write() {
        try (var json = factory.createGenerator(ObjectWriteContext.empty(), page.markup().stream())) {
            json.writeStartObject();
            text(json, "language", page.texts().locale().toLanguageTag());
            texts(json);
            words(json);
            json.writeName("rules");
            json.writeStartArray();
            page.report().rules().forEach(rule -> rule(json, rule));
            json.writeEndArray();
            json.writeName("accounts");
            json.writeStartArray();
            page.report().accounts().forEach(account -> account(json, account));
            json.writeEndArray();
            frameworks(json);
            json.writeName("waivers");
            json.writeStartArray();
            page.report().waivers().forEach(use -> waiver(json, use));
            json.writeEndArray();
            json.writeEndObject();
        }
    }

    /** With their braces: the script fills them in. */
    private void texts(JsonGenerator json) {
        json.writeName("texts");
        json.writeStartObject();
        template.textsOfScripts().forEach(key -> text(json, key, page.text(key, "{0}", "{1}", "{2}")));
        json.writeEndObject();
    }

    private void words(JsonGenerator json) {
        json.writeName("statuses");
        json.writeStartArray();
        for (FindingStatus status : FindingStatus.values()) {
            word(json, status, page.texts().of(status));
        }
        json.writeEndArray();
        json.writeName("severities");
        json.writeStartArray();
        for (Severity severity : Severity.values()) {
            word(json, severity, page.texts().of(severity));
        }
        json.writeEndArray();
        json.writeName("classes");
        json.writeStartArray();
        for (DataProtectionClass dataClass : DataProtectionClass.values()) {
            word(json, dataClass, dataClass.name());
        }
        json.writeEndArray();
        json.writeName("exposures");
        json.writeStartArray();
        for (Impact.Exposure exposure : Impact.Exposure.values()) {
            word(json, exposure, page.text("html.exposure." + exposure));
        }
        json.writeEndArray();
    }

    private static void word(JsonGenerator json, Enum<?> value, String label) {
        json.writeStartObject();
        text(json, "id", value.name());
        text(json, "label", label);
        json.writeEndObject();
    }

    private void rule(JsonGenerator json, Rule rule) {
        json.writeStartObject();
        text(json, "id", rule.id());
        text(json, "title", rule.title());
        text(json, "type", rule.resource().label());
        text(json, "when", rule.when().strip());
        text(json, "require", rule.require().strip());
        text(json, "rationale", rule.rationale().strip());
        text(json, "remediation", rule.remediation().summary().strip());
        text(json, "effort", page.text("effort." + rule.remediation().effort()));
        text(json, "terraform", rule.remediation().terraform().strip());
        json.writeName("controls");
        json.writeStartObject();
        for (Framework framework : page.report().frameworks()) {
            List<String> controls = rule.controls().getOrDefault(framework.id(), List.of());
            if (!controls.isEmpty()) {
                json.writeName(framework.id());
                json.writeStartArray();
                controls.forEach(json::writeString);
                json.writeEndArray();
            }
        }
        json.writeEndObject();
        json.writeEndObject();
    }

    private static void account(JsonGenerator json, Account account) {
        json.writeStartObject();
        text(json, "id", account.id());
        text(json, "name", account.named() ? account.name() : "");
        json.writeEndObject();
    }

    private void frameworks(JsonGenerator json) {
        List<ControlResult> results = page.report().controlResults();
        json.writeName("frameworks");
        json.writeStartArray();
        for (Framework framework : page.report().frameworks()) {
            json.writeStartObject();
            text(json, "id", framework.id());
            text(json, "title", framework.heading());
            json.writeName("controls");
            json.writeStartArray();
            results.stream()
                    .filter(result -> result.framework().id().equals(framework.id()))
                    .filter(result -> !result.ruleIds().isEmpty())
                    .forEachOrdered(result -> {
                        json.writeStartObject();
                        text(json, "id", result.control().id());
                        text(json, "title", result.control().title());
                        json.writeName("rules");
                        json.writeStartArray();
                        result.ruleIds().forEach(json::writeString);
                        json.writeEndArray();
                        json.writeEndObject();
                    });
            json.writeEndArray();
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private void waiver(JsonGenerator json, WaiverUse use) {
        Waiver waiver = use.waiver();
        json.writeStartObject();
        text(json, "id", waiver.id());
        text(json, "reason", waiver.reason());
        text(json, "approver", waiver.approver());
        text(json, "ticket", waiver.ticket());
        text(json, "expires", page.date(waiver.expires()));
        json.writeEndObject();
    }

    private static void text(JsonGenerator json, String name, String value) {
        json.writeStringProperty(name, VisibleText.of(value));
    }
}
