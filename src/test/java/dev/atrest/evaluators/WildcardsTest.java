package dev.atrest.evaluators;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WildcardsTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            arn:aws:s3:::a   | arn:aws:s3:::a    | true
            arn:aws:s3:::a   | arn:aws:s3:::ab   | false
            arn:aws:s3:::a   | arn:aws:s3:::A    | false
            *                | ""                | true
            *                | anything          | true
            **               | anything          | true
            a*               | a                 | true
            *a               | ba                | true
            *a               | ab                | false
            a*b*c            | aXbYc             | true
            a*b*c            | abc               | true
            a*b*c            | acb               | false
            a*b*b            | ab                | false
            a*ab             | ab                | false
            ab*ba            | aba               | false
            a*aba*a          | aaba              | false
            a*aba*a          | aabaa             | true
            a?c              | abc               | false
            a?c              | a?c               | true
            a.c              | abc               | false
            [ab]*            | [ab]c             | true
            """)
    void aStarStandsForAnyCharactersAndNothingElseDoes(String pattern, String text, boolean matches) {
        assertThat(new Wildcards(pattern).matches(text)).isEqualTo(matches);
    }

    @Test
    void aLineBreakIsACharacterLikeAnyOther() {
        assertThat(new Wildcards("4 Js*Tübingen").matches("4 Js 1173/25\nStA Tübingen"))
                .isTrue();
    }

    @Test
    void noPatternTakesLong() {
        var pattern = new Wildcards("*a".repeat(1000) + "b");
        Assertions.assertTimeoutPreemptively(
                Duration.ofSeconds(20),
                () -> assertThat(pattern.matches("a".repeat(100_000))).isFalse());
    }
}
