package dev.atrest.evaluators.events;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KnownPatternsTest {

    private static final ApiCall DISABLE_KEY = new ApiCall("kms.amazonaws.com", "DisableKey");
    private static final ApiCall STOP_LOGGING = new ApiCall("cloudtrail.amazonaws.com", "StopLogging");

    private final KnownPatterns patterns = new KnownPatterns();

    /** Each pattern is asked about twice, so that the second answer is the kept one. */
    private Answer bus(String pattern, String region, String account, ApiCall call) {
        String arn = "arn:aws:events:%s:%s:rule/r".formatted(region, account);
        Answer first = patterns.bus(pattern, arn, call);
        assertThat(patterns.bus(pattern, arn, call)).isEqualTo(first).isEqualTo(BusPattern.matches(pattern, arn, call));
        return first;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"source\": [\"aws.kms\"], \"account\": [\"111122223333\"]}",
                "{\"source\": [\"aws.kms\"], \"\\u0061\\u0063\\u0063ount\": [\"111122223333\"]}",
                "{\"source\": [\"aws.kms\"], \"detail\": {\"recipientAccountId\": [\"111122223333\"]}}",
                "{\"source\": [\"aws.kms\"], \"region\": [\"eu-central-1\"]}",
                "{\"source\": [\"aws.kms\"], \"detail\": {\"awsRegion\": [\"eu-central-1\"]}}"
            })
    void aPatternThatAsksForThePlaceIsAnsweredForEach(String pattern) {
        assertThat(bus(pattern, "eu-central-1", "111122223333", DISABLE_KEY)).isEqualTo(Answer.YES);
        assertThat(bus(pattern, "us-east-1", "444455556666", DISABLE_KEY)).isEqualTo(Answer.NO);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"source\": [\"aws.kms\"]}", "{\"detail\": {\"eventName\": [\"DisableKey\"]}}"})
    void anyOtherIsAnsweredForEachCall(String pattern) {
        assertThat(bus(pattern, "eu-central-1", "111122223333", DISABLE_KEY)).isEqualTo(Answer.YES);
        assertThat(bus(pattern, "us-east-1", "444455556666", DISABLE_KEY)).isEqualTo(Answer.YES);
        assertThat(bus(pattern, "us-east-1", "444455556666", STOP_LOGGING)).isEqualTo(Answer.NO);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "not an ARN"})
    void aRuleThatNamesNoPlaceIsNotUnderstood(String arn) {
        String pattern = "{\"source\": [\"aws.kms\"]}";
        assertThat(bus(pattern, "eu-central-1", "111122223333", DISABLE_KEY)).isEqualTo(Answer.YES);
        assertThat(patterns.bus(pattern, arn, DISABLE_KEY)).isEqualTo(BusPattern.matches(pattern, arn, DISABLE_KEY));
        assertThat(patterns.bus(pattern, arn, DISABLE_KEY)).isInstanceOf(Answer.Open.class);
    }
}
