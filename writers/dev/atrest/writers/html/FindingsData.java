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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * The findings that the page lists, as JSON in the page. A chunk is two elements: what tables and filters need of each
 * finding, and, line by line in the same order, the detail that is parsed when somebody asks for it.
 */
final class FindingsData {

    private static final int CHUNK = 1_000;

    private final Page page;
    private final PageTemplate template;
    private final JsonFactory json = InertJson.factory();
    private final Map<String, Integer> ruleNumbers = new HashMap<>();
    private final List<Rule> rules;
    /** Of the rules, made visible first: what is filled in are harmless letters. */
    private final List<RemediationCommand> commands;
    /** A fact and the call that told it: there are as many as the rules read. */
    private final Map<Source, Integer> sources = new LinkedHashMap<>();

    private record Source(String fact, String call) {

        String shown() {
            return VisibleText.of(fact) + "\n" + VisibleText.of(call);
        }
    }

    FindingsData(Page page, PageTemplate template) {
        this.page = page;
        this.template = template;
        this.rules = page.report().rules();
        this.commands = rules.stream()
                .map(rule -> RemediationCommand.parse(
                        VisibleText.of(rule.remediation().cli())))
                .toList();
        for (int i = 0; i < rules.size(); i++) {
            ruleNumbers.put(rules.get(i).id(), i);
        }
    }

    void write() throws IOException {
        for (FindingStatus status : Listed.STATUSES) {
            try (Stream<Finding> findings = page.report().findings(status)) {
                for (Iterator<Finding> left =
                                findings.filter(page.listed()::takes).iterator();
                        left.hasNext(); ) {
                    chunk(left);
                }
            }
        }
        script("sources", () -> {
            try (var generator = generator(page.markup().stream())) {
                generator.writeStartArray();
                sources.keySet().forEach(source -> generator.writeString(source.shown()));
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
            try (var index = generator(page.markup().stream());
                    var detail = generator(details)) {
                index.writeStartArray();
                for (int i = 0; i < CHUNK && findings.hasNext(); i++) {
                    Finding finding = findings.next();
                    int rule = numberOf(finding);
                    index(index, finding, rule);
                    detail(detail, finding, rule);
                    detail.writeRaw('\n');
                }
                index.writeEndArray();
            }
        });
        script("details", () -> details.writeTo(page.markup().stream()));
    }

    private int numberOf(Finding finding) {
        Integer number = ruleNumbers.get(finding.ruleId());
        if (number == null) {
            throw new IllegalStateException(
                    "The report has a finding of rule " + finding.ruleId() + ", which is not one of its rules");
        }
        return number;
    }

    private JsonGenerator generator(OutputStream out) {
        return json.createGenerator(ObjectWriteContext.empty(), out);
    }

    private void index(JsonGenerator index, Finding finding, int rule) {
        index.writeStartArray();
        index.writeNumber(rule);
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

    private void detail(JsonGenerator detail, Finding finding, int rule) {
        detail.writeStartArray();
        evidence(detail, finding.evidence());
        unread(detail, finding.unread());
        boolean failed = finding.status() != FindingStatus.NOT_ASSESSED;
        detail.writeString(failed ? commands.get(rule).filledIn(finding) : "");
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
            detail.writeNumber(sources.computeIfAbsent(new Source(fact.fact(), fact.call()), _ -> sources.size()));
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
