package dev.atrest.evaluators.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GlobTest {

    @ParameterizedTest
    @CsvSource({
        "kms:*, kms:Decrypt, true",
        "kms:*, s3:GetObject, false",
        "*, '', true",
        "?, '', false",
        "a*b*c, aXbYc, true",
        "a*b*c, abcX, false",
        "*Key*, DisableKeyRotation, true",
        "k?s:D*t, kms:Decrypt, true",
        "**a**, a, true",
        "a?*, a, false",
        "arn:aws:s3:::b/*, arn:aws:s3:::b/, true"
    })
    void wildcardsMatch(String pattern, String text, boolean matches) {
        assertThat(Glob.pattern(pattern, true).matches(text)).isEqualTo(matches);
    }

    @Test
    void agreesWithRegularExpressionsOnRandomPatterns() {
        var random = new Random(7);
        for (int i = 0; i < 20_000; i++) {
            String pattern = random("ab*?", random);
            String text = random("ab", random);
            String regex = pattern.chars()
                    .mapToObj(c -> c == '*' ? ".*" : c == '?' ? "." : Character.toString(c))
                    .collect(Collectors.joining());
            assertThat(Glob.pattern(pattern, false).matches(text))
                    .as(pattern + " on " + text)
                    .isEqualTo(text.matches(regex));
        }
    }

    private static String random(String alphabet, Random random) {
        return random.ints(random.nextInt(9), 0, alphabet.length())
                .mapToObj(i -> alphabet.substring(i, i + 1))
                .collect(Collectors.joining());
    }

    @Test
    void aHostilePatternDoesNotBacktrackWithoutEnd() {
        assertThat(Glob.pattern("*a".repeat(500) + "b", false).matches("a".repeat(2_000)))
                .isFalse();
    }

    @Test
    void escapesStandForTheCharacterItself() {
        var glob = Glob.pattern("a${*}b${?}c${$}", true);
        assertThat(glob.matches("a*b?c$")).isTrue();
        assertThat(glob.matches("aXbYcZ")).isFalse();
    }

    @Test
    void aVariableMatchesNothingUntilItIsResolved() {
        var glob = Glob.pattern("home/${aws:UserName}/*", true);
        assertThat(glob.matches("home/${aws:UserName}/x")).isFalse();
        assertThat(glob.resolve(name -> Optional.of(name.equals("aws:username") ? "b*b" : ""))
                        .map(resolved -> resolved.matches("home/b*b/x") && !resolved.matches("home/bob/x")))
                .contains(true);
        assertThat(glob.resolve(name -> Optional.empty())).isEmpty();
    }

    @Test
    void withoutVariablesTheTextIsPlain() {
        assertThat(Glob.pattern("${aws:username}", false).matches("${aws:username}"))
                .isTrue();
    }
}
