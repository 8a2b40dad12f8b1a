package dev.atrest.evaluators.events;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BusPatternTest {

    private static final String RULE = "arn:aws:events:eu-central-1:111122223333:rule/kms";
    private static final ApiCall DISABLE_KEY = new ApiCall("kms.amazonaws.com", "DisableKey");

    @ParameterizedTest
    @ValueSource(strings = {"""
                {"source": ["aws.kms"], "detail-type": ["AWS API Call via CloudTrail"],
                 "detail": {"eventSource": ["kms.amazonaws.com"], "eventName": ["DisableKey", "ScheduleKeyDeletion"]}}
                """, """
                {"detail": {"eventName": ["ScheduleKeyDeletion", "DisableKey"]}}
                """, """
                {"source": [{"prefix": "aws."}], "detail": {"eventName": [{"anything-but": ["EnableKey"]}]}}
                """, """
                {"source": ["aws.kms"], "detail": {"eventName": [{"wildcard": "Disable*"}, {"suffix": "Deletion"}]}}
                """, """
                {"detail": {"eventName": ["DisableKey"], "errorCode": [{"exists": false}], "readOnly": [false]}}
                """, """
                {"source": ["aws.kms"], "account": ["111122223333"], "region": ["eu-central-1"]}
                """, """
                {"detail": {"$or": [{"eventName": ["DisableKey"]}, {"userIdentity": {"type": ["Root"]}}]}}
                """, """
                {"detail": {"eventName": ["DisableKey"],
                 "$or": [{"userAgent": [{"exists": true}]}, {"userAgent": [{"exists": false}]}]}}
                """})
    void matchesWhateverElseTheEventHolds(String pattern) {
        assertThat(BusPattern.matches(pattern, RULE, DISABLE_KEY)).isEqualTo(Answer.YES);
    }

    @ParameterizedTest
    @ValueSource(strings = {"""
                {"source": ["aws.kms"], "detail": {"eventName": ["ScheduleKeyDeletion"]}}
                """, """
                {"source": ["aws.kms"], "detail-type": ["KMS CMK Deletion"]}
                """, """
                {"source": ["kms.amazonaws.com"], "detail": {"eventName": ["DisableKey"]}}
                """, """
                {"source": ["aws.kms"], "detail": {"eventName": [{"anything-but": {"prefix": "Disable"}}]}}
                """, """
                {"source": ["aws.kms"], "eventName": ["DisableKey"]}
                """, """
                {"detail": {"eventName": ["DisableKey"], "errorCode": ["AccessDenied"]}}
                """, """
                {"detail": {"eventName": ["DisableKey"], "userIdentity": {"type": ["Root"]}}}
                """, """
                {"detail": {"eventName": ["DisableKey"], "sourceIPAddress": [{"anything-but": ["10.0.0.1"]}]}}
                """, """
                {"detail": {"eventName": ["DisableKey"], "requestParameters": {"dryRun": [{"exists": false}]}}}
                """, """
                {"detail": {"eventName": ["DisableKey"],
                 "$or": [{"userAgent": [{"exists": false}]}, {"vpcEndpointId": [{"exists": true}]}]}}
                """, """
                {"source": ["aws.kms"], "account": ["444455556666"]}
                """})
    void doesNotMatchEveryEvent(String pattern) {
        assertThat(BusPattern.matches(pattern, RULE, DISABLE_KEY)).isEqualTo(Answer.NO);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "no JSON", "[]", "{\"source\": \"aws.kms\"}", "{\"source\": [{\"newer\": \"x\"}]}"})
    void isOpenWhereThePatternIsNotUnderstood(String pattern) {
        assertThat(BusPattern.matches(pattern, RULE, DISABLE_KEY))
                .isEqualTo(Answer.notUnderstood("EventPatternNotUnderstood"));
    }

    @Test
    void aRuleWithoutAnArnWatchesNobodyKnowsWhere() {
        assertThat(BusPattern.matches("{\"source\": [\"aws.kms\"]}", "", DISABLE_KEY))
                .isEqualTo(Answer.notUnderstood("EventPatternNotUnderstood"));
    }
}
