package dev.atrest.readers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atrest.embeddedaws.EmbeddedAws;
import dev.atrest.embeddedaws.estate.Estate;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

class TransportTest {

    @Test
    void aCallThatWasAnsweredLeavesNoTimeoutBehind() {
        try (var aws = EmbeddedAws.start(Estate.parse("accounts: [ { id: \"111111111111\" } ]"));
                var transport = Transport.of(2, Optional.of(aws.endpoint()), false);
                var clients = new AwsClients(
                        transport,
                        StaticCredentialsProvider.create(
                                AwsBasicCredentials.create(aws.accessKeyId(), aws.secretKey())))) {
            for (int call = 0; call < 3; call++) {
                clients.sts("eu-central-1").getCallerIdentity();
            }
            assertThat(aws.calls().total()).isEqualTo(3);
            assertThat(transport.timer().getQueue()).isEmpty();
        }
    }
}
