package dev.atrest.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.atrest.embeddedaws.EmbeddedAws;
import dev.atrest.embeddedaws.estate.Estate;
import dev.atrest.jobs.report.ReportFormat;
import dev.atrest.jobs.report.ReportRequest;
import dev.atrest.model.ResourceType;
import dev.atrest.readers.AwsAccess;
import dev.atrest.readers.Scope;
import dev.atrest.readers.ScopeException;
import dev.atrest.writers.Protection;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

class ConnectedAheadTest {

    private final EmbeddedAws aws = EmbeddedAws.start(Estate.parse("""
            regions: { enabled: [eu-central-1] }
            accounts:
              - { id: "111111111111", name: Management }
            """));
    private final BlockingQueue<String> asked = new ArrayBlockingQueue<>(100);

    @AfterEach
    void close() {
        aws.close();
    }

    private AssessmentRequest request(String homeRegion) {
        return new AssessmentRequest(
                new AwsAccess(
                        Optional.of(aws.endpoint()),
                        Optional.of(homeRegion),
                        Optional.empty(),
                        Optional.of("atrest-audit"),
                        Optional.empty(),
                        "atrest",
                        Optional.empty(),
                        8),
                Optional.of(StaticCredentialsProvider.create(
                        AwsBasicCredentials.create(aws.accessKeyId(), aws.secretKey()))),
                new Scope(Set.of(), Set.of(), EnumSet.allOf(ResourceType.class), true),
                new ReportRequest(Path.of("out"), Locale.ENGLISH, List.of(), ReportFormat.usual(), Protection.NONE));
    }

    @Test
    void whoIsCallingIsAskedBeforeAnybodyTakesTheConnectionAndNothingElse() throws InterruptedException {
        aws.calls().onEach(call -> asked.add(call.action()));
        try (var ahead = ConnectedAhead.begin(request("eu-central-1"))) {
            assertThat(asked.poll(1, TimeUnit.MINUTES)).isEqualTo("sts:GetCallerIdentity");
            try (var session = ahead.take().orElseThrow().with("atrest-20260131T000000Z", 30)) {
                assertThat(session.caller()).contains(":111111111111:");
                assertThat(asked).as("asked once, and nothing but that").isEmpty();
            }
        }
    }

    @Test
    void aConnectionIsTakenOnce() {
        try (var ahead = ConnectedAhead.begin(request("eu-central-1"))) {
            ahead.take().orElseThrow().close();
            assertThat(ahead.take()).isEmpty();
        }
    }

    @Test
    void whatKeepsItFromBeingMadeIsToldToWhoeverTakesIt() {
        try (var ahead = ConnectedAhead.begin(request("not a region"))) {
            assertThatExceptionOfType(ScopeException.class)
                    .isThrownBy(ahead::take)
                    .withMessageContaining("not a region");
        }
    }
}
