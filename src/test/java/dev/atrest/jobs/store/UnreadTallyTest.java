package dev.atrest.jobs.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atrest.model.Coverage;
import dev.atrest.model.Unread;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class UnreadTallyTest {

    private static final Unread ENCRYPTION = new Unread("s3:GetBucketEncryption", "AccessDenied");
    private static final Unread POLICY = new Unread("s3:GetBucketPolicy", "HTTP 500");

    @Test
    void nothingUnreadIsNoGap() {
        assertThat(UnreadTally.NONE.gap()).isEmpty();
        assertThat(UnreadTally.NONE.facts()).isZero();
    }

    @Test
    void theMostFrequentReasonIsNamedFirstAndAllOthersWithTheirCounts() {
        var tally = UnreadTally.NONE
                .plus(Stream.of(ENCRYPTION, POLICY))
                .plus(Stream.of(POLICY, new Unread("s3:GetBucketTagging", "AccessDenied")));

        assertThat(tally.facts()).isEqualTo(4);
        assertThat(tally.gap())
                .contains(new Coverage.Gap(
                        "s3:GetBucketPolicy",
                        "HTTP 500",
                        "also s3:GetBucketEncryption AccessDenied (1), s3:GetBucketTagging AccessDenied (1)"));
    }
}
