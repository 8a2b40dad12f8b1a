package dev.atrest.writers;

import java.util.List;
import java.util.stream.Stream;

/** How an assessment is made and what it does not say: the same words in every format. */
public final class Method {

    /** One subject of the method. */
    public record Paragraph(String heading, String text) {}

    private Method() {}

    public static List<Paragraph> of(AssessmentSummary summary, Texts texts) {
        return Stream.of(
                        "reading",
                        "judging",
                        "statuses",
                        "severities",
                        "controls",
                        "classes",
                        "waivers",
                        "limits",
                        "again")
                .map(subject -> new Paragraph(
                        texts.get("method." + subject + ".heading"),
                        texts.get(
                                "method." + subject + ".text",
                                texts.dateTime(summary.startedAt()),
                                texts.dateTime(summary.finishedAt()),
                                summary.caller(),
                                summary.rulesDigest(),
                                summary.version())))
                .toList();
    }
}
