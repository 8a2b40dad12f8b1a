package dev.atrest.readers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.atrest.model.Coverage;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PageTokensTest {

    private static final Optional<String> FIRST = Optional.empty();

    private final PageTokens tokens = new PageTokens(AwsCall.LIST_KEYS);

    @Test
    void followsTokensToTheEnd() {
        assertThat(tokens.follow(FIRST, "a")).contains("a");
        assertThat(tokens.follow(Optional.of("a"), "b")).contains("b");
        assertThat(tokens.follow(Optional.of("b"), null)).isEmpty();
    }

    @Test
    void anEmptyTokenIsTheEnd() {
        assertThat(tokens.follow(FIRST, "")).isEmpty();
    }

    @Test
    void refusesTheTokenThatWasJustUsed() {
        tokens.follow(FIRST, "a");
        assertRepeated("a", "a");
    }

    @Test
    void refusesATokenOfAnEarlierPage() {
        tokens.follow(FIRST, "a");
        tokens.follow(Optional.of("a"), "b");
        assertRepeated("b", "a");
    }

    @Test
    void aPageMayBeReadAgain() {
        tokens.follow(FIRST, "a");
        tokens.follow(Optional.of("a"), "b");
        tokens.follow(Optional.of("b"), "c");
        assertThat(tokens.follow(Optional.of("a"), "b")).contains("b");
        assertThat(tokens.follow(FIRST, "a")).contains("a");
    }

    @Test
    void aCircleIsNoticedAlsoWhenTheListingWasResumedInsideIt() {
        assertThat(tokens.follow(Optional.of("b"), "a")).contains("a");
        assertRepeated("a", "b");
    }

    private void assertRepeated(String asked, String answered) {
        assertThatExceptionOfType(ReadException.class)
                .isThrownBy(() -> tokens.follow(Optional.of(asked), answered))
                .satisfies(e -> {
                    assertThat(e.gap().call()).isEqualTo("kms:ListKeys");
                    assertThat(e.gap().error()).isEqualTo("RepeatedPageToken");
                    assertThat(e.coverage()).isEqualTo(Coverage.Status.FAILED);
                });
    }
}
