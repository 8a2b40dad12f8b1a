package dev.atrest.readers;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class MissingHostsTest {

    private static final String HOST = "ec2-fips.eu-central-1.amazonaws.com";

    private final AtomicLong now = new AtomicLong();
    private final MissingHosts hosts = new MissingHosts(now::get);

    @Test
    void aNameThatWasLookedUpTwiceInVainIsAskedForOnceAMinute() {
        hosts.notFound(HOST);
        assertThat(hosts.isMissing(HOST)).isFalse();
        pass(11);
        hosts.notFound(HOST);
        assertThat(hosts.isMissing(HOST)).isTrue();
        assertThat(hosts.isMissing("ec2-fips.us-west-2.amazonaws.com")).isFalse();
        pass(60);
        assertThat(hosts.isMissing(HOST)).isFalse();
        hosts.notFound(HOST);
        assertThat(hosts.isMissing(HOST)).isTrue();
    }

    /** Java answers the second time from memory, and tells no more than the first time. */
    @Test
    void callsThatFailAtTheSameTimeAreOneLookUp() {
        hosts.notFound(HOST);
        pass(1);
        hosts.notFound(HOST);
        assertThat(hosts.isMissing(HOST)).isFalse();
    }

    @Test
    void aNameThatIsFoundAgainIsAsked() {
        hosts.notFound(HOST);
        pass(11);
        hosts.found(HOST);
        hosts.notFound(HOST);
        assertThat(hosts.isMissing(HOST)).isFalse();
    }

    private void pass(int seconds) {
        now.addAndGet(Duration.ofSeconds(seconds).toNanos());
    }
}
