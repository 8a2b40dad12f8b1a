package dev.atrest.evaluators;

import static dev.atrest.evaluators.Resources.NO_KEYS;
import static dev.atrest.evaluators.Resources.TIME;
import static dev.atrest.evaluators.Resources.encryption;
import static dev.atrest.evaluators.Resources.tags;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.atrest.model.Evidence;
import dev.atrest.model.Fact;
import dev.atrest.model.Finding;
import dev.atrest.model.FindingStatus;
import dev.atrest.model.Resource;
import dev.atrest.model.UnreadFact;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PolicyViewTest {

    private static final String OPEN = """
            {"Version": "2012-10-17", "Statement": [
              {"Sid": "Read", "Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::ledger/*"}]}
            """;
    private static final String NEW_CONDITION = """
            {"Version": "2012-10-17", "Statement": [
              {"Effect": "Allow", "Principal": "*", "Action": "s3:*", "Resource": "arn:aws:s3:::ledger/*",
               "Condition": {"StringEquals": {"aws:SomethingNew": "x"}}}]}
            """;

    @TempDir
    Path directory;

    @Test
    void theDecidingStatementIsEvidenceWithTheCallOfThePolicy() {
        var finding = judge("!policy.isPublic()", OPEN);

        assertThat(finding.status()).isEqualTo(FindingStatus.FAIL);
        assertThat(finding.evidence()).singleElement().satisfies(evidence -> {
            assertThat(evidence.fact()).isEqualTo("policy.isPublic");
            assertThat(evidence.call()).isEqualTo("s3:GetBucketPolicy");
            assertThat(evidence.value())
                    .asInstanceOf(InstanceOfAssertFactories.MAP)
                    .containsEntry("answer", true)
                    .extractingByKey("statements")
                    .asInstanceOf(InstanceOfAssertFactories.LIST)
                    .contains("Read allows s3:GetObject to anyone, without credentials");
        });
        assertThat(finding.message()).startsWith("ledger: ").endsWith("(statement Read)");
    }

    @Test
    void aPolicyThatDoesNotTellLeavesTheRuleUndecidedNamingTheStatementAndTheReason() {
        var finding = judge("!policy.isPublic()", NEW_CONDITION);

        assertThat(finding.status()).isEqualTo(FindingStatus.NOT_ASSESSED);
        assertThat(finding.evidence()).isEmpty();
        assertThat(finding.unread()).singleElement().satisfies(unread -> {
            assertThat(unread.fact()).isEqualTo("policy.isPublic");
            assertThat(unread.call()).isEqualTo("s3:GetBucketPolicy");
            assertThat(unread.error()).contains("#0").containsIgnoringCase("aws:somethingnew");
        });
        assertThat(finding.message()).startsWith("ledger: not assessed. ").contains("#0");
    }

    @Test
    void whatTheRestOfTheRuleDecidesIsDecided() {
        assertThat(judge("policy.isPublic() || resource.name == 'ledger'", NEW_CONDITION)
                        .status())
                .isEqualTo(FindingStatus.PASS);
        assertThat(judge("!policy.isPublic() && policy.deniesInsecureTransport()", NEW_CONDITION)
                        .status())
                .isEqualTo(FindingStatus.FAIL);
    }

    @Test
    void aPolicyThatWasNotReadStaysUnread() {
        var finding = judge("!policy.isPublic()", bucket(Fact.unread("s3:GetBucketPolicy", "AccessDenied")));

        assertThat(finding.unread()).containsExactly(new UnreadFact("policy", "s3:GetBucketPolicy", "AccessDenied"));
    }

    @Test
    void whatCannotBeParsedIsAnUnreadFact() {
        var finding = judge("!policy.isPublic() && !policy.isPublic('s3:GetObject')", "{\"Statement\": \u202e\u0007 [");

        assertThat(finding.status()).isEqualTo(FindingStatus.NOT_ASSESSED);
        assertThat(finding.unread()).singleElement().satisfies(unread -> {
            assertThat(unread.fact()).isEqualTo("policy");
            assertThat(unread.error()).startsWith("Unparsable: ").doesNotContain("\u202e", "\u0007");
        });
    }

    @Test
    void noPolicyAllowsAndDeniesNobody() {
        assertThat(judge("!policy.isPublic() && !policy.deniesInsecureTransport()", "")
                        .evidence())
                .extracting(Evidence::fact)
                .containsExactly("policy.deniesInsecureTransport", "policy.isPublic");
    }

    @Test
    void theSameQuestionWithOtherArgumentsIsAnotherQuestion() {
        var finding = judge("policy.isPublic('s3:GetObject') && !policy.isPublic('s3:PutObject')", OPEN);

        assertThat(finding.status()).isEqualTo(FindingStatus.PASS);
        assertThat(finding.evidence())
                .extracting(Evidence::fact)
                .containsExactly("policy.isPublic([s3:GetObject])", "policy.isPublic([s3:PutObject])");
    }

    @Test
    void questionsAboutKeysCannotBeAskedOfBucketsNorAnythingOfVolumes() {
        assertThatThrownBy(() -> Catalogs.requiring(directory, "S3Bucket", "true", "policy.noFullAccess()", "x"))
                .hasMessageContaining("unknown name 'noFullAccess'");
        assertThatThrownBy(() -> Catalogs.requiring(directory, "EbsVolume", "true", "policy.isPublic()", "x"))
                .hasMessageContaining("unknown name 'policy'");
    }

    private Finding judge(String require, String policy) {
        return judge(require, bucket(Fact.known(policy, "s3:GetBucketPolicy")));
    }

    private Finding judge(String require, Resource bucket) {
        var catalog = Catalogs.requiring(directory, "S3Bucket", "true", require, "{name}: {policy.said()}");
        List<Finding> findings = new Evaluation(catalog, NO_KEYS, Inventory.NOTHING, TIME).evaluate(bucket);
        assertThat(findings).hasSize(1);
        return findings.getFirst();
    }

    private static Resource bucket(Fact<String> policy) {
        var bucket = Resources.bucket("ledger", encryption("AES256", ""), tags(Map.of()), policy);
        return new Resource(
                "arn:aws:s3:::ledger",
                bucket.type(),
                bucket.accountId(),
                bucket.region(),
                bucket.name(),
                bucket.readAt(),
                bucket.facts());
    }
}
