package dev.atrest.readers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atrest.embeddedaws.EmbeddedAws;
import dev.atrest.embeddedaws.Fault;
import dev.atrest.embeddedaws.estate.Estate;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpResponse;

/**
 * Answers of which only the beginning came, where the connection does not tell that they were longer: wherever they are cut, they
 * are asked for again, and what is left of them never counts.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CutAnswersTest {

    private static final int ATTEMPTS = 2;
    private static final Patience PATIENCE = new Patience(
            Duration.ofSeconds(30),
            Duration.ofMinutes(2),
            Duration.ofMinutes(10),
            ATTEMPTS,
            Optional.of(Duration.ofNanos(1)));

    private static final String REGION = "eu-central-1";
    private static final String KEY = "0a1b2c3d-0000-4000-8000-000000000001";

    private final EmbeddedAws aws = EmbeddedAws.start(Estate.parse("""
            regions: { enabled: [eu-central-1] }
            accounts:
              - id: "111111111111"
                buckets:
                  - name: data
                    region: eu-central-1
                    tags: { Owner: ada }
                    policy: '{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Principal":"*","Action":"*","Resource":"*"}]}'
                  - { name: plain, region: eu-central-1 }
                regions:
                  eu-central-1:
                    volumes: [ { id: vol-1, tags: { Owner: ada } }, { id: vol-2 } ]
                    keys: [ { id: 0a1b2c3d-0000-4000-8000-000000000001 } ]
                    alarms: [ { name: a, metric: m, actions: [] } ]
            """));
    private final Wire wire = new Wire();
    private final Transport whole = Transport.of(2, Optional.of(aws.endpoint()), false, PATIENCE);
    private final AwsClients clients = new AwsClients(
            new Transport(wire, whole.timer(), whole.endpoint(), whole.fips(), PATIENCE, whole.hearings()),
            StaticCredentialsProvider.create(AwsBasicCredentials.create(aws.accessKeyId(), aws.secretKey())));

    /** A call of each protocol, and those whose answers are parsed in ways of their own. */
    private enum Asked {
        EC2("ec2:DescribeVolumes", (clients, region) -> clients.ec2(region).describeVolumes(_ -> {})),
        JSON("kms:ListKeys", (clients, region) -> clients.kms(region).listKeys(_ -> {})),
        POLICY_IN_JSON(
                "kms:GetKeyPolicy",
                (clients, region) -> clients.kms(region).getKeyPolicy(request -> request.keyId(KEY))),
        ALARMS(
                "cloudwatch:DescribeAlarms",
                (clients, region) -> clients.cloudWatch(region).describeAlarms(_ -> {})),
        QUERY("sts:GetCallerIdentity", (clients, region) -> clients.sts(region).getCallerIdentity(_ -> {})),
        REST_XML("s3:ListBuckets", (clients, region) -> clients.s3(region).listBuckets(_ -> {})),
        LOCATION(
                "s3:GetBucketLocation",
                (clients, region) -> clients.s3(region).getBucketLocation(request -> request.bucket("data"))),
        VERSIONING(
                "s3:GetBucketVersioning",
                (clients, region) -> clients.s3(region).getBucketVersioning(request -> request.bucket("data"))),
        LOGGING(
                "s3:GetBucketLogging",
                (clients, region) -> clients.s3(region).getBucketLogging(request -> request.bucket("data"))),
        TAGS(
                "s3:GetBucketTagging",
                (clients, region) -> clients.s3(region).getBucketTagging(request -> request.bucket("data"))),
        POLICY(
                "s3:GetBucketPolicy",
                (clients, region) -> clients.s3(region).getBucketPolicy(request -> request.bucket("data"))),
        POLICY_STATUS(
                "s3:GetBucketPolicyStatus",
                (clients, region) -> clients.s3(region).getBucketPolicyStatus(request -> request.bucket("data")));

        private final String action;
        private final BiFunction<AwsClients, String, Object> call;

        Asked(String action, BiFunction<AwsClients, String, Object> call) {
            this.action = action;
            this.call = call;
        }
    }

    @AfterAll
    void close() {
        clients.close();
        whole.close();
        aws.close();
    }

    @ParameterizedTest
    @EnumSource
    void anAnswerThatIsCutAnywhereIsAskedForAgain(Asked asked) {
        Answer answer = recorded(() -> asked.call.apply(clients, REGION));
        Object read = replayed(asked, answer);
        for (int bytes = 0; bytes < answer.withoutItsEnd(); bytes++) {
            assertThat(replayed(asked, answer.cutTo(bytes), answer))
                    .as("after " + answer.cutTo(bytes))
                    .isEqualTo(read);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aThrottledAnswerThatIsCutAnywhereIsAskedForAgain(Asked asked) {
        Answer answer = recorded(() -> asked.call.apply(clients, REGION));
        Object read = replayed(asked, answer);
        aws.faults().add(Fault.throttle(asked.action).times(1));
        Answer throttled = recorded(() -> asked.call.apply(clients, REGION));
        for (int bytes = 0; bytes < throttled.withoutItsEnd(); bytes += 3) {
            assertThat(replayed(asked, throttled.cutTo(bytes), answer))
                    .as("after " + throttled.cutTo(bytes))
                    .isEqualTo(read);
        }
    }

    private Object replayed(Asked asked, Answer... answers) {
        wire.play(answers);
        Object read = asked.call.apply(clients, REGION);
        assertThat(wire.left()).as("answers that were not asked for").isZero();
        return read;
    }

    /** The first answer of a call to the estate. */
    private Answer recorded(Supplier<Object> call) {
        wire.record(whole.http());
        call.get();
        return wire.recorded();
    }

    private record Answer(SdkHttpResponse head, byte[] body) {

        Answer cutTo(int bytes) {
            return new Answer(head, Arrays.copyOf(body, bytes));
        }

        /** How long it is without white space after it, which nobody misses. */
        int withoutItsEnd() {
            return new String(body, StandardCharsets.ISO_8859_1).stripTrailing().length();
        }

        HttpExecuteResponse response() {
            return HttpExecuteResponse.builder()
                    .response(head)
                    .responseBody(AbortableInputStream.create(new ByteArrayInputStream(body)))
                    .build();
        }

        @Override
        public String toString() {
            return head.statusCode() + " " + new String(body, StandardCharsets.UTF_8);
        }
    }

    /** Keeps answers, or gives those that were kept, cut or not. */
    private static final class Wire implements SdkHttpClient {

        private final Deque<Answer> answers = new ArrayDeque<>();
        private Optional<SdkHttpClient> http = Optional.empty();

        void record(SdkHttpClient real) {
            answers.clear();
            http = Optional.of(real);
        }

        Answer recorded() {
            return answers.getFirst();
        }

        void play(Answer... kept) {
            http = Optional.empty();
            answers.clear();
            answers.addAll(Arrays.asList(kept));
        }

        int left() {
            return answers.size();
        }

        @Override
        public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
            return new ExecutableHttpRequest() {
                @Override
                public HttpExecuteResponse call() throws IOException {
                    return http.isPresent()
                            ? kept(http.get().prepareRequest(request).call()).response()
                            : answers.removeFirst().response();
                }

                @Override
                public void abort() {
                    // there is nothing to end
                }
            };
        }

        private Answer kept(HttpExecuteResponse response) {
            try {
                var answer = new Answer(
                        response.httpResponse(),
                        response.responseBody().orElseThrow().readAllBytes());
                answers.add(answer);
                return answer;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void close() {
            // there is nothing to close
        }
    }
}
