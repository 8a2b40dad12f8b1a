package dev.atrest.embeddedaws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.atrest.embeddedaws.estate.Estate;
import dev.atrest.embeddedaws.services.AllOperations;
import dev.atrest.embeddedaws.services.Sessions;
import dev.atrest.embeddedaws.services.World;
import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sts.StsClient;

/** Policies decide who may call, by the names that IAM has for what is called. */
class PermissionsTest {

    private static final String SHOP = "222222222222";
    private static final String FRANKFURT = "eu-central-1";

    private final Estate estate = Estate.load(Path.of("src/test/resources/estates/small.yml"));
    private EmbeddedAws aws;
    private Clients user;
    private Clients role;

    @BeforeEach
    void start() {
        aws = EmbeddedAws.start(estate);
        user = Clients.of(aws);
        role = user.assume(SHOP);
    }

    @AfterEach
    void stop() {
        user.close();
        aws.close();
    }

    @Test
    void whatNoPolicyAllowsIsRefusedAndTheMissingActionNamed() {
        aws.permissions().ofRoles(allowing("kms:listkeys"), allowing("s3:GetBucketEncryption"));

        KmsClient kms = role.in(FRANKFURT, KmsClient.builder());
        assertThat(kms.listKeys().keys()).isNotEmpty();
        assertThat(refusal(kms::listAliases))
                .isEqualTo(
                        "AccessDeniedException: User: arn:aws:sts::222222222222:assumed-role/atrest-audit/test is not"
                                + " authorized to perform: kms:ListAliases because no identity-based policy allows the"
                                + " kms:ListAliases action");
        // IAM knows no action of this operation's name.
        S3Client s3 = role.in(FRANKFURT, S3Client.builder());
        assertThat(refusal(() -> s3.getBucketEncryption(request -> request.bucket("shop-orders"))))
                .startsWith("AccessDenied: ")
                .contains("s3:GetEncryptionConfiguration");
    }

    @Test
    void usersAndRolesHaveTheirOwnPolicies() {
        aws.permissions().ofRoles(allowing("kms:ListKeys"));
        assertThat(user.in(FRANKFURT, KmsClient.builder()).listAliases().aliases())
                .isNotNull();

        aws.permissions().ofUsers(allowing("kms:ListAliases"));
        assertThat(refusal(user.in(FRANKFURT, KmsClient.builder())::listKeys)).contains("kms:ListKeys");
        assertThat(refusal(() -> user.assume(SHOP))).contains("sts:AssumeRole");

        aws.permissions().clear();
        assertThat(user.in(FRANKFURT, KmsClient.builder()).listKeys().keys()).isNotEmpty();
        assertThat(role.in(FRANKFURT, KmsClient.builder()).listAliases().aliases())
                .isNotEmpty();
    }

    @Test
    void nobodyNeedsAPermissionToLearnWhoTheyAre() {
        aws.permissions().ofRoles(allowing("kms:ListKeys"));

        assertThat(role.in(FRANKFURT, StsClient.builder()).getCallerIdentity().account())
                .isEqualTo(SHOP);
    }

    @Test
    void theRefusalOfABucketTellsItsRegion() {
        aws.permissions().ofRoles(allowing("s3:ListAllMyBuckets"));
        S3Client s3 = role.in("us-east-1", S3Client.builder());

        var refused = catchThrowableOfType(
                AwsServiceException.class, () -> s3.headBucket(request -> request.bucket("shop-website")));

        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(refused.awsErrorDetails().sdkHttpResponse().firstMatchingHeader("x-amz-bucket-region"))
                .contains("us-east-1");
    }

    @Test
    void everyOperationThatIsAnsweredHasItsAction() {
        var world = new World(estate);

        assertThat(AllOperations.withWrites(world, new Sessions(world, Clock.systemUTC()))
                        .actions())
                .isNotEmpty()
                .allSatisfy(operation ->
                        assertThat(IamActions.permitting(operation)).isNotNull());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{                                                                                 | no JSON",
                "[]                                                                                | a policy must be an object",
                "{'Version': '2008-10-17', 'Statement': []}                                        | Version is '2008-10-17'",
                "{'Version': '2012-10-17', 'Statement': []}                                        | no Statement",
                "{'Version': '2012-10-17', 'Version': '2012-10-17', 'Statement': {}}               | Duplicate",
                "{'Effect': 'Deny', 'Action': 'kms:ListKeys', 'Resource': '*'}                     | Effect is 'Deny'",
                "{'Effect': 'Allow', 'NotAction': 'kms:ListKeys', 'Resource': '*'}                 | has 'NotAction', which is not understood here",
                "{'Effect': 'Allow', 'Action': 'kms:ListKeys', 'Resource': '*', 'Condition': {}}   | has 'Condition'",
                "{'Effect': 'Allow', 'Action': 'kms:ListKeys', 'Resource': 'arn:aws:kms:*:*:key/*'}| Resource is 'arn:aws:kms:*:*:key/*'",
                "{'Effect': 'Allow', 'Action': 'kms:ListKeys'}                                     | Resource has 0 elements",
                "{'Effect': 'Allow', 'Action': 'kms:List*', 'Resource': '*'}                       | Action is 'kms:List*'",
                "{'Effect': 'Allow', 'Action': [], 'Resource': '*'}                                | a statement has no Action"
            })
    void otherFormsOfPoliciesAreRefused(String text, String problem) {
        String json = text.replace('\'', '"');
        String policy =
                json.startsWith("{\"Effect") ? "{\"Version\": \"2012-10-17\", \"Statement\": [" + json + "]}" : json;

        assertThatThrownBy(() -> aws.permissions().ofRoles(policy))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(problem);
    }

    private static String allowing(String action) {
        return """
                {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": ["%s"], "Resource": "*"}}""".formatted(action);
    }

    private static String refusal(Runnable call) {
        var details = catchThrowableOfType(AwsServiceException.class, call::run).awsErrorDetails();
        return details.errorCode() + ": " + details.errorMessage();
    }
}
