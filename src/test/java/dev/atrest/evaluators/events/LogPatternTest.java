package dev.atrest.evaluators.events;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LogPatternTest {

    private static final ApiCall DISABLE_KEY = new ApiCall("kms.amazonaws.com", "DisableKey");
    private static final Answer NOT_UNDERSTOOD = Answer.notUnderstood("FilterPatternNotUnderstood");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{ ($.eventSource = kms.amazonaws.com) && (($.eventName = DisableKey) || ($.eventName = ScheduleKeyDeletion)) }",
                "{($.eventSource=kms.amazonaws.com)&&(($.eventName=DisableKey)||($.eventName=ScheduleKeyDeletion))}",
                "{ (($.eventName = ScheduleKeyDeletion) || ($.eventName = \"DisableKey\")) && ($.eventSource = \"kms.amazonaws.com\") }",
                "{ $.eventName = DisableKey }",
                "{ $.eventName = Disable* && $.eventSource = \"kms.*\" }",
                "{ $.eventName = * }",
                "{ $.eventName = %^Disable% }",
                "{ $.eventName != EnableKey && $.eventName EXISTS }",
                "{ $.eventName = DisableKey && $.errorCode NOT EXISTS }",
                "{ $.eventName = DisableKey && $.readOnly IS FALSE && $.managementEvent IS TRUE }",
                // && binds tighter than ||
                "{ $.eventName = DisableKey || $.eventName = EnableKey && $.eventSource = s3.amazonaws.com }",
                "{ $.userIdentity.type = Root || $.eventName = DisableKey }",
                "{ $.userIdentity['type'] = Root || $.eventName = DisableKey }",
                "{ $.resources[0].ARN = \"arn:*\" || $.eventName = DisableKey }",
                // decided, though one condition means nothing to atrest
                "{ $.readOnly = false || $.eventName = DisableKey }",
                "",
                "DisableKey",
                "\"kms.amazonaws.com\" \"DisableKey\"",
                "?ScheduleKeyDeletion ?DisableKey",
            })
    void matchesWhateverElseTheEventHolds(String pattern) {
        assertThat(LogPattern.matches(pattern, DISABLE_KEY)).isEqualTo(Answer.YES);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{ $.eventName = ScheduleKeyDeletion }",
                "{ ($.eventName = DisableKey) && ($.eventName = ScheduleKeyDeletion) }",
                "{ $.eventSource = s3.amazonaws.com && $.eventName = DisableKey }",
                "{ $.eventname = DisableKey }",
                "{ $.eventName = disablekey }",
                "{ $.eventName = DisableKeyRotation }",
                "{ $.eventName = \"Disable\" }",
                "{ $.eventName != DisableKey }",
                "{ $.eventName NOT EXISTS || $.eventName IS NULL }",
                // someone can avoid what depends on the rest of the event
                "{ $.eventName = DisableKey && $.userIdentity.type = Root }",
                "{ $.eventName = DisableKey && $.sourceIPAddress != \"10.*\" }",
                "{ $.eventName = DisableKey && $.userIdentity.sessionContext NOT EXISTS }",
                "{ $.eventName = DisableKey && $.errorCode = \"*Unauthorized*\" }",
                "{ $.eventName = DisableKey && $.errorCode EXISTS }",
                "{ $.eventName = DisableKey && $.readOnly IS TRUE }",
                "{ $.eventName > 5 }",
                "ScheduleKeyDeletion",
                "DisableKey -automation",
                "DisableKey Root",
            })
    void doesNotMatchEveryEvent(String pattern) {
        assertThat(LogPattern.matches(pattern, DISABLE_KEY)).isEqualTo(Answer.NO);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{ $.eventName = DisableKey",
                "{ $.eventName = DisableKey } }",
                "{ $.eventName DisableKey }",
                "{ eventName = DisableKey }",
                "{ }",
                "{ $.eventName = %(a+)+% }",
                "{ $.eventName = %[% }",
                "{ $.readOnly = false }",
                "{ $.errorCode != AccessDenied }",
                "[ip, user, name = DisableKey]",
                "%Disable%",
                "Disable",
                "?DisableKey kms",
                "\"\\\"eventName\\\":\\\"DisableKey\\\"\"",
                "\"DisableKey",
            })
    void isOpenWhereTheMeaningIsNotCertain(String pattern) {
        assertThat(LogPattern.matches(pattern, DISABLE_KEY)).isEqualTo(NOT_UNDERSTOOD);
    }

    @Test
    void thePatternOfTheCisBenchmarkForBucketPoliciesMatchesEachOfItsCalls() {
        String pattern = "{ ($.eventSource = s3.amazonaws.com) && (($.eventName = PutBucketAcl) || "
                + "($.eventName = PutBucketPolicy) || ($.eventName = DeleteBucketReplication)) }";
        assertThat(LogPattern.matches(pattern, new ApiCall("s3.amazonaws.com", "PutBucketPolicy")))
                .isEqualTo(Answer.YES);
        assertThat(LogPattern.matches(pattern, new ApiCall("s3.amazonaws.com", "PutBucketTagging")))
                .isEqualTo(Answer.NO);
    }
}
