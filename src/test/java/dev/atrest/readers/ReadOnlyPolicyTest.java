package dev.atrest.readers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.services.cloudtrail.CloudTrailClient;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.organizations.OrganizationsClient;
import software.amazon.awssdk.services.resourcegroupstaggingapi.ResourceGroupsTaggingApiClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3control.S3ControlClient;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sts.StsClient;

class ReadOnlyPolicyTest {

    private static final Map<String, Class<?>> CLIENTS = Map.ofEntries(
            Map.entry("s3", S3Client.class),
            Map.entry("s3control", S3ControlClient.class),
            Map.entry("ec2", Ec2Client.class),
            Map.entry("kms", KmsClient.class),
            Map.entry("cloudtrail", CloudTrailClient.class),
            Map.entry("logs", CloudWatchLogsClient.class),
            Map.entry("cloudwatch", CloudWatchClient.class),
            Map.entry("sns", SnsClient.class),
            Map.entry("events", EventBridgeClient.class),
            Map.entry("tag", ResourceGroupsTaggingApiClient.class),
            Map.entry("sts", StsClient.class),
            Map.entry("organizations", OrganizationsClient.class));

    @Test
    void theRolesPolicyIsWhatTheReadersCall() throws IOException {
        assertCurrent("read-only-policy.json", ReadOnlyPolicy.json());
    }

    @Test
    void theCallersPolicyIsWhatTheReadersCall() throws IOException {
        assertCurrent("caller-policy.json", ReadOnlyPolicy.callerJson());
    }

    @Test
    void nothingButReadingIsPermitted() {
        assertThat(Arrays.stream(AwsCall.values())
                        .filter(call -> call.calledBy() == AwsCall.CalledBy.ACCOUNT_ROLE)
                        .map(AwsCall::iamAction)
                        .filter(action -> !action.equals(AwsCall.NONE)))
                .allMatch(action -> action.matches("[a-z0-9]+:(Get|List|Describe|Lookup)[A-Za-z]+"))
                .doesNotContain("s3:GetObject", "s3:ListBucket");
    }

    @ParameterizedTest
    @EnumSource(AwsCall.class)
    void everyCallIsAnOperationOfItsService(AwsCall call) {
        String[] parts = call.operation().split(":");
        String method = parts[1].substring(0, 1).toLowerCase(Locale.ROOT) + parts[1].substring(1);
        assertThat(CLIENTS.get(parts[0]).getMethods())
                .extracting(Method::getName)
                .contains(method);
    }

    private static void assertCurrent(String name, String generated) throws IOException {
        Path copy = Files.writeString(Path.of("target").resolve(name), generated);
        assertThat(Path.of("config/iam").resolve(name))
                .as("if the change is meant: cp %s config/iam/", copy)
                .hasContent(generated);
    }
}
