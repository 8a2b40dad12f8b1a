package dev.atrest.evaluators.events;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Whether a filter pattern of CloudWatch Logs matches the record of an API call, whatever else the record holds. */
final class LogPattern {

    private static final Pattern TERM = Pattern.compile("\\G\\s*([?-]?)(?:\"((?:[^\"\\\\]|\\\\.)*)\"|([^\\s\"]+))\\s*");
    private static final Answer NOT_UNDERSTOOD = Answer.notUnderstood("FilterPatternNotUnderstood");

    private LogPattern() {}

    static Answer matches(String pattern, ApiCall call) {
        String text = pattern.strip();
        if (text.startsWith("{")) {
            try {
                return new LogJsonPattern(text, call).evaluate();
            } catch (LogJsonPattern.NotUnderstood e) {
                return NOT_UNDERSTOOD;
            }
        }
        // Neither columns nor a regular expression say anything certain about a JSON record.
        return text.startsWith("[") || text.startsWith("%") ? NOT_UNDERSTOOD : containsTerms(text, call);
    }

    private static Answer containsTerms(String text, ApiCall call) {
        List<Answer> required = new ArrayList<>();
        List<Answer> alternatives = new ArrayList<>();
        Matcher term = TERM.matcher(text);
        int end = 0;
        while (end < text.length() && term.find()) {
            end = term.end();
            Answer contained = contains(call, term.group(2) == null ? term.group(3) : term.group(2));
            switch (term.group(1)) {
                case "?" -> alternatives.add(contained);
                // A term that must not appear may appear in any record.
                case "-" -> required.add(Answer.NO);
                default -> required.add(contained);
            }
        }
        if (end < text.length() || (!required.isEmpty() && !alternatives.isEmpty())) {
            return NOT_UNDERSTOOD;
        }
        return alternatives.isEmpty()
                ? Answer.all(required, answer -> answer)
                : Answer.any(alternatives, answer -> answer);
    }

    /** A part of a word, or punctuation, may or may not be a term of the record. */
    private static Answer contains(ApiCall call, String term) {
        if (call.texts().containsValue(term)) {
            return Answer.YES;
        }
        boolean doubtful = term.chars().anyMatch(c -> c == '"' || c == ':' || c == '\\')
                || call.texts().values().stream().anyMatch(value -> value.contains(term));
        return doubtful ? NOT_UNDERSTOOD : Answer.NO;
    }
}
