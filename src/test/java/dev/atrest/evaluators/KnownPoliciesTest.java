package dev.atrest.evaluators;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atrest.evaluators.KnownPolicies.Known;
import dev.atrest.model.FactSheet;
import dev.atrest.model.Resource;
import dev.atrest.model.ResourceType;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class KnownPoliciesTest {

    private static final String ALLOW = """
            {"Sid": "Use", "Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::111122223333:root"},
             "Action": "kms:*", "Resource": "%s"}""";
    private static final String DENY = """
            {"Sid": "Stop", "Effect": "Deny", "Principal": "*", "Action": "kms:*", "Resource": "*"}""";

    private final KnownPolicies policies = new KnownPolicies();

    @Test
    void keysOfOneAccountAndRegionShareAPolicyThatNamesNoKey() {
        var text = policy(ALLOW.formatted("*"));

        assertThat(asked(key("eu-west-1", "111122223333", "a"), text))
                .isSameAs(asked(key("eu-west-1", "111122223333", "b"), text));
    }

    @Test
    void keysOfOtherAccountsOrRegionsDoNot() {
        var text = policy(ALLOW.formatted("*"));
        var one = asked(key("eu-west-1", "111122223333", "a"), text);
        var elsewhere = asked(key("eu-west-1", "444455556666", "a"), text);

        assertThat(asked(key("us-east-1", "111122223333", "a"), text)).isNotSameAs(one);
        assertThat(elsewhere).isNotSameAs(one);
        assertThat(one.onlyTrusted(Set.of(), Set.of()).answer().isTrue()).isTrue();
        assertThat(elsewhere.onlyTrusted(Set.of(), Set.of()).answer().isTrue()).isFalse();
    }

    @Test
    void aPolicyThatNamesAKeyIsAskedForEachKey() {
        var text = policy(ALLOW.formatted("arn:aws:kms:eu-west-1:111122223333:key/a"));
        var a = asked(key("eu-west-1", "444455556666", "a"), text);
        var named = asked(key("eu-west-1", "111122223333", "a"), text);

        assertThat(a).isNotSameAs(named);
        assertThat(asked(key("eu-west-1", "111122223333", "b"), text)).isNotSameAs(named);
        assertThat(asked(key("eu-west-1", "111122223333", "a"), text)).isSameAs(named);
    }

    @Test
    void aPolicyThatDeniesIsAskedForEachKeyBecauseItsAnswersNameTheKey() {
        var text = policy(ALLOW.formatted("*") + "," + DENY);
        var a = asked(key("eu-west-1", "111122223333", "a"), text).ask(PolicyQuestion.REQUIRES_MFA, mfa());
        var b = asked(key("eu-west-1", "111122223333", "b"), text).ask(PolicyQuestion.REQUIRES_MFA, mfa());

        assertThat(a.evidence().toString()).contains("key/a").doesNotContain("key/b");
        assertThat(b.evidence().toString()).contains("key/b").doesNotContain("key/a");
    }

    @Test
    void anAnswerIsKeptForThoseWhoAskTheSameAndForNobodyElse() {
        var policy = asked(key("eu-west-1", "111122223333", "a"), policy(ALLOW.formatted("*")));
        var first = policy.ask(PolicyQuestion.REQUIRES_MFA, mfa());

        assertThat(policy.ask(PolicyQuestion.REQUIRES_MFA, mfa())).isSameAs(first);
        assertThat(policy.ask(PolicyQuestion.REQUIRES_MFA, List.of(List.of("kms:Sign"))))
                .isNotSameAs(first);
    }

    private static List<List<String>> mfa() {
        return List.of(List.of("kms:DisableKey"));
    }

    private AskedPolicy asked(Resource key, String text) {
        return ((Known.Asked) policies.of(key, text)).policy();
    }

    private static String policy(String statements) {
        return "{\"Version\": \"2012-10-17\", \"Statement\": [" + statements + "]}";
    }

    private static Resource key(String region, String account, String id) {
        return new Resource(
                "arn:aws:kms:%s:%s:key/%s".formatted(region, account, id),
                ResourceType.KMS_KEY,
                account,
                region,
                id,
                Instant.EPOCH,
                new FactSheet(Map.of(), Map.of(), Map.of()));
    }
}
