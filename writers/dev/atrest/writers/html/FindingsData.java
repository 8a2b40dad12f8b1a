package dev.atrest.writers.html;

import dev.atrest.model.Account;
import dev.atrest.model.BacklogItem;
import dev.atrest.model.Evidence;
import dev.atrest.model.Finding;
import dev.atrest.model.FindingStatus;
import dev.atrest.model.Rule;
import dev.atrest.model.UnreadFact;
import dev.atrest.writers.ConsoleLink;
import dev.atrest.writers.FactJson;
import dev.atrest.writers.RemediationCommand;
import dev.atrest.writers.VisibleText;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * All findings but those that passed, as JSON in the page. A chunk is two elements: what tables and filters need of each
 * finding, and, line by line in the same order, the detail that is parsed when somebody asks for it.
 */
final class FindingsData {

    private static final int CHUNK = 1_000;
    private static final List<FindingStatus> LISTED =
            List.of(FindingStatus.FAIL, FindingStatus.NOT_ASSESSED, FindingStatus.WAIVED);

    private final Page page;
    private final PageTemplate template;
    private final JsonFactory json = InertJson.factory();
    private final Map<String, Integer> ruleNumbers = new HashMap<>();
    private final List<Rule> rules;
    /** A fact and the call that told it: there are as many as the rules read. */
    private final Map<String, Integer> sources = new HashMap<>();

    FindingsData(Page page, PageTemplate template) {
        this.page = page;
        this.template = template;
        this.rules = page.report().rules();
        for (int i = 0; i < rules.size(); i++) {
            ruleNumbers.put(rules.get(i).id(), i);
        }
    }

    void write() throws IOException {
        for (FindingStatus status : LISTED) {
            try (Stream<Finding> findings = page.report().findings(status)) {
                for (Iterator<Finding> left = findings.iterator(); left.hasNext(); ) {
                    chunk(left);
                }
            }
        }
        script("sources", () -> {
            try (var generator = generator(page.markup().stream())) {
                generator.writeStartArray();
                sources.entrySet().stream()
                        .sorted(Map.Entry.comparingByValue())
                        .forEachOrdered(source -> generator.writeString(source.getKey()));
                generator.writeEndArray();
            }
        });
        script("page", () -> new PageData(page, template, json).write());
    }

    private interface Content {
        void write() throws IOException;
    }

    private void script(String name, Content content) throws IOException {
        page.markup().raw("<script type=\"application/json\" data-part=\"" + name + "\">");
        content.write();
        page.markup().raw("</script>\n");
    }

    private void chunk(Iterator<Finding> findings) throws IOException {
        var details = new ByteArrayOutputStream(1 << 18);
        script("findings", () -> {
            try (var index = generator(page.markup().stream())) {
                index.writeStartArray();
                for (int i = 0; i < CHUNK && findings.hasNext(); i++) {
                    Finding finding = findings.next();
                    Rule rule = ruleOf(finding);
                    index(index, finding);
                    try (var detail = generator(details)) {
                        detail(detail, finding, rule);
                    }
                    details.write('\n');
                }
                index.writeEndArray();
            }
        });
        script("details", () -> details.writeTo(page.markup().stream()));
    }

    private Rule ruleOf(Finding finding) {
        Integer number = ruleNumbers.get(finding.ruleId());
        if (number == null) {
            throw new IllegalStateException(
                    "The report has a finding of rule " + finding.ruleId() + ", which is not one of its rules");
        }
        return rules.get(number);
    }

    private JsonGenerator generator(OutputStream out) {
        return json.createGenerator(ObjectWriteContext.empty(), out);
    }

    private void index(JsonGenerator index, Finding finding) {
        index.writeStartArray();
        index.writeNumber(ruleNumbers.get(finding.ruleId()));
        index.writeNumber(finding.status().ordinal());
        index.writeNumber(finding.severity().ordinal());
        index.writeNumber(finding.dataProtectionClass().map(Enum::ordinal).orElse(-1));
        index.writeString(finding.accountId());
        index.writeString(VisibleText.of(finding.region()));
        index.writeString(VisibleText.of(finding.resourceName()));
        index.writeString(VisibleText.of(finding.resourceArn()));
        index.writeString(VisibleText.of(finding.message()));
        index.writeString(BacklogItem.digest(finding.ruleId(), finding.resourceArn()));
        index.writeEndArray();
    }

    private void detail(JsonGenerator detail, Finding finding, Rule rule) {
        detail.writeStartArray();
        evidence(detail, finding.evidence());
        unread(detail, finding.unread());
        boolean failed = finding.status() != FindingStatus.NOT_ASSESSED;
        detail.writeString(failed ? VisibleText.of(RemediationCommand.of(rule, finding)) : "");
        detail.writeString(page.texts().dateTime(finding.readAt()));
        detail.writeString(VisibleText.of(owner(finding)));
        detail.writeString(finding.waiver().map(VisibleText::of).orElse(""));
        detail.writeNumber(finding.impact().exposure().ordinal());
        detail.writeNumber(finding.impact().dependents());
        detail.writeString(ConsoleLink.to(finding.resourceType(), finding.resourceArn(), finding.region())
                .orElse(""));
        detail.writeEndArray();
    }

    private String owner(Finding finding) {
        if (!finding.owner().isEmpty()) {
            return finding.owner();
        }
        Account account = page.accounts().get(finding.accountId());
        return account == null ? "" : account.owner();
    }

    private void evidence(JsonGenerator detail, List<Evidence> evidence) {
        detail.writeStartArray();
        for (Evidence fact : evidence) {
            detail.writeNumber(sources.computeIfAbsent(
                    VisibleText.of(fact.fact()) + "\n" + VisibleText.of(fact.call()), _ -> sources.size()));
            FactJson.write(detail, fact.value(), VisibleText::of);
        }
        detail.writeEndArray();
    }

    private static void unread(JsonGenerator detail, List<UnreadFact> unread) {
        detail.writeStartArray();
        for (UnreadFact fact : unread) {
            detail.writeString(VisibleText.of(fact.fact()));
            detail.writeString(VisibleText.of(fact.call()));
            detail.writeString(VisibleText.of(fact.error()));
        }
        detail.writeEndArray();
    }
}
