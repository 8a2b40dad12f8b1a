package dev.atrest.endtoend;

import dev.atrest.model.Rule;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the commands of a rule leave to a person.
 *
 * @param words that stand for it, such as {@code KEY_ARN}
 */
record Decisions(List<String> words) {

    private static final Pattern WORD = Pattern.compile("\\b[A-Z]+(?:_[A-Z]+)+\\b");

    static Decisions in(Rule rule) {
        return new Decisions(WORD.matcher(rule.remediation().cli())
                .results()
                .map(MatchResult::group)
                .distinct()
                .toList());
    }

    /** The commands with what was decided in the place of the words; those that names from AWS happen to hold are left alone. */
    String take(String commands, UnaryOperator<String> decision) {
        return WORD.matcher(commands)
                .replaceAll(match -> Matcher.quoteReplacement(
                        words.contains(match.group()) ? decision.apply(match.group()) : match.group()));
    }
}
