package dev.atrest.evaluators.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PolicyAnalysisTest {

    private static final String OWN = "111122223333";

    @Test
    void saysWhoMayDecryptUnderWhichConditions() {
        var analysis = key("""
                {"Version": "2012-10-17", "Statement": [
                  {"Sid": "Root", "Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::111122223333:root"},
                   "Action": "kms:*", "Resource": "*"},
                  {"Sid": "App", "Effect": "Allow",
                   "Principal": {"AWS": ["arn:aws:iam::444455556666:role/App", "arn:aws:iam::111122223333:role/Gone"]},
                   "Action": "kms:Decrypt", "Resource": "*",
                   "Condition": {"StringEquals": {"kms:ViaService": "s3.eu-central-1.amazonaws.com"}}},
                  {"Sid": "Org", "Effect": "Allow", "Principal": "*", "Action": "kms:D*", "Resource": "*",
                   "Condition": {"StringEquals": {"aws:PrincipalOrgID": "o-a1b2c3d4e5"}}},
                  {"Sid": "Logs", "Effect": "Allow", "Principal": {"Service": "logs.amazonaws.com"},
                   "Action": "kms:Decrypt", "Resource": "*"},
                  {"Sid": "NotGone", "Effect": "Deny", "Principal": {"AWS": "arn:aws:iam::111122223333:role/Gone"},
                   "Action": "*", "Resource": "*"}]}
                """);

        var grantees = analysis.whoMay("kms:Decrypt");

        assertThat(grantees)
                .extracting(Grantee::kind, Grantee::id)
                .contains(
                        org.assertj.core.groups.Tuple.tuple(Grantee.Kind.ACCOUNT, OWN),
                        org.assertj.core.groups.Tuple.tuple(
                                Grantee.Kind.PRINCIPAL, "arn:aws:iam::444455556666:role/App"),
                        org.assertj.core.groups.Tuple.tuple(Grantee.Kind.ORGANIZATION, "o-a1b2c3d4e5"),
                        org.assertj.core.groups.Tuple.tuple(Grantee.Kind.SERVICE, "logs.amazonaws.com"))
                .doesNotContain(org.assertj.core.groups.Tuple.tuple(
                        Grantee.Kind.PRINCIPAL, "arn:aws:iam::111122223333:role/Gone"));
        assertThat(grantees)
                .filteredOn(grantee -> grantee.kind() == Grantee.Kind.ORGANIZATION)
                .singleElement()
                .satisfies(grantee -> {
                    assertThat(grantee.conditions()).containsExactly("StringEquals aws:PrincipalOrgID");
                    assertThat(grantee.statements())
                            .extracting(StatementRef::name)
                            .containsExactly("Org");
                });
        assertThat(analysis.accountsThatMay("kms:Encrypt")).containsExactly(OWN);
    }

    @Test
    void anAnswerSaysWhatDecidedItInASentence() {
        var answer = key("""
                        {"Statement": {"Sid": "Open", "Effect": "Allow", "Principal": "*", "Action": "kms:Decrypt",
                         "Resource": "*"}}
                        """).isPublic();

        assertThat(answer.summary()).isEqualTo("The policy lets the world in: anyone with an AWS account");
        assertThat(answer.statements())
                .containsExactly(new StatementRef(0, "Open", "allows kms:Decrypt to anyone with an AWS account"));
    }

    @Test
    void anUnknownNamesTheConditionThatIsNotKnown() {
        var answer = key("""
                        {"Statement": {"Sid": "Odd", "Effect": "Allow", "Principal": "*", "Action": "kms:Decrypt",
                         "Resource": "*", "Condition": {"StringEquals": {"aws:Moonphase": "full"}}}}
                        """).isPublic();

        assertThat(answer.statements())
                .containsExactly(new StatementRef(
                        0,
                        "Odd",
                        "has the condition StringEquals aws:Moonphase, which is a condition key that the analysis does not"
                                + " know"));
    }

    @Test
    void everyPrincipalOfAThousandIsLookedAt() {
        String roles = IntStream.range(0, 1_000)
                .mapToObj(i -> "\"arn:aws:iam::111122223333:role/R" + i + (i == 777 ? "" : "_Key_Admin") + "\"")
                .collect(Collectors.joining(","));
        var answer = key("{\"Statement\":{\"Effect\":\"Allow\",\"Principal\":{\"AWS\":[" + roles
                        + "]},\"Action\":\"kms:PutKeyPolicy\",\"Resource\":\"*\"}}")
                .administeredOnlyBy(List.of("*_Key_Admin"));

        assertThat(answer.isFalse()).isTrue();
        assertThat(answer.summary()).endsWith("arn:aws:iam::111122223333:role/R777");
    }

    @Test
    void aPartitionOtherThanAwsIsReadAlike() {
        var parsed = (PolicyResult.Parsed) Policy.parse("""
                {"Statement": {"Effect": "Allow", "Principal": {"AWS": "arn:aws-us-gov:iam::111122223333:root"},
                 "Action": "kms:*", "Resource": "*"}}
                """);
        var analysis = new PolicyAnalysis(
                parsed.policy(), ResourceContext.key("arn:aws-us-gov:kms:us-gov-west-1:111122223333:key/k", OWN));

        assertThat(analysis.noFullAccess().isTrue()).isTrue();
        assertThat(analysis.onlyTrustedAccounts(Set.of(), Set.of()).isTrue()).isTrue();
    }

    private static PolicyAnalysis key(String document) {
        return switch (Policy.parse(document)) {
            case PolicyResult.Parsed(Policy policy) ->
                new PolicyAnalysis(policy, ResourceContext.key("arn:aws:kms:eu-central-1:111122223333:key/k", OWN));
            case PolicyResult.Unparsable(String reason) -> throw new AssertionError(reason);
        };
    }
}
