package dev.atrest.writers.machine;

import dev.atrest.model.Finding;
import dev.atrest.model.FindingStatus;
import dev.atrest.model.Rule;
import dev.atrest.model.StatusCounts;
import dev.atrest.writers.AssessmentReport;
import dev.atrest.writers.AssessmentSummary;
import dev.atrest.writers.ReportWriter;
import dev.atrest.writers.VisibleText;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * All findings as JUnit XML, for pipelines: {@code junit.xml}. A rule is a suite, each of its resources a test case; what
 * fails is a failure, what was not assessed or is waived is skipped, with the reason.
 */
public final class JUnitXml implements ReportWriter {

    @Override
    public String fileName() {
        return "junit.xml";
    }

    @Override
    public void write(AssessmentReport report, Path file) throws IOException {
        try (Writer out = Files.newBufferedWriter(file)) {
            var xml = new Xml(XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(out));
            suites(xml, report);
        } catch (XMLStreamException e) {
            throw new IOException(file + ": " + e.getMessage(), e);
        }
    }

    private static void suites(Xml xml, AssessmentReport report) throws XMLStreamException, IOException {
        AssessmentSummary summary = report.summary();
        Map<String, StatusCounts> counts = report.countsByRule();
        var references = new References(report);
        xml.document();
        xml.start("testsuites").attribute("name", "atrest " + summary.id());
        counts(xml, counts.values().stream().reduce(StatusCounts.NONE, StatusCounts::plus));
        try (var findings = new FindingsByRule(report, FindingStatus.values())) {
            for (Optional<Finding> next = findings.next(); next.isPresent(); next = findings.next()) {
                Finding first = next.get();
                Rule rule = references.rule(first.ruleId());
                xml.start("testsuite").attribute("name", rule.id());
                counts(xml, counts.get(rule.id()));
                skipped(xml, counts.get(rule.id()));
                xml.start("properties");
                property(xml, "assessedAt", summary.startedAt().toString());
                property(xml, "severity", first.severity().name());
                property(xml, "title", rule.title());
                xml.end();
                for (FindingStatus status : FindingStatus.values()) {
                    for (Optional<Finding> one = findings.take(first, status);
                            one.isPresent();
                            one = findings.take(first, status)) {
                        testCase(xml, one.get(), rule, references);
                    }
                }
                xml.end();
            }
        }
        xml.end().close();
    }

    private static void counts(Xml xml, StatusCounts counts) throws XMLStreamException {
        xml.attribute("tests", Long.toString(counts.total()))
                .attribute("failures", Long.toString(counts.fail()))
                .attribute("errors", "0")
                .attribute("time", "0");
    }

    /** Of a suite only: Jenkins refuses it on the root. */
    private static void skipped(Xml xml, StatusCounts counts) throws XMLStreamException {
        xml.attribute("skipped", Long.toString(counts.notAssessed() + counts.waived()));
    }

    private static void property(Xml xml, String name, String value) throws XMLStreamException {
        xml.start("property").attribute("name", name).attribute("value", value).end();
    }

    private static void testCase(Xml xml, Finding finding, Rule rule, References references) throws XMLStreamException {
        xml.start("testcase")
                .attribute("classname", finding.ruleId())
                .attribute("name", finding.resourceArn())
                .attribute("time", "0");
        switch (finding.status()) {
            case FAIL ->
                xml.start("failure")
                        .attribute("message", finding.message())
                        .attribute("type", finding.severity().name())
                        .text(rule.title() + "\n" + references.remediation(rule, finding))
                        .end();
            case NOT_ASSESSED ->
                xml.start("skipped")
                        .attribute("message", "NOT_ASSESSED " + String.join("; ", References.unread(finding)))
                        .end();
            case WAIVED ->
                xml.start("skipped")
                        .attribute("message", "WAIVED " + references.acceptance(finding))
                        .end();
            case PASS -> {}
        }
        xml.end();
    }

    /** Elements on lines of their own, with text that XML 1.0 can hold. */
    private record Xml(XMLStreamWriter out) {

        void document() throws XMLStreamException {
            out.writeStartDocument("UTF-8", "1.0");
        }

        Xml start(String element) throws XMLStreamException {
            out.writeCharacters("\n");
            out.writeStartElement(element);
            return this;
        }

        Xml attribute(String name, String value) throws XMLStreamException {
            out.writeAttribute(name, VisibleText.of(value));
            return this;
        }

        Xml text(String text) throws XMLStreamException {
            out.writeCharacters(VisibleText.of(text));
            return this;
        }

        Xml end() throws XMLStreamException {
            out.writeEndElement();
            return this;
        }

        void close() throws XMLStreamException {
            out.writeCharacters("\n");
            out.writeEndDocument();
            out.close();
        }
    }
}
