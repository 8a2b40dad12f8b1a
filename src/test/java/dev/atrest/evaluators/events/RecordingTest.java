package dev.atrest.evaluators.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A trail names buckets by ARN, and ARNs begin with the partition. */
class RecordingTest {

    @ParameterizedTest
    @CsvSource({
        "aws, startsWith, arn:aws:s3:::, true",
        "aws-us-gov, startsWith, arn:aws-us-gov:s3:::, true",
        "aws-cn, startsWith, arn:aws-cn:s3:::, true",
        "aws-cn, startsWith, arn:aws-cn:s3:::logs/, false",
        "aws-cn, startsWith, arn:aws:s3:::, false",
        "aws-us-gov, notStartsWith, arn:aws-us-gov:s3:::logs/, false",
        "aws-us-gov, notStartsWith, arn:aws-us-gov:s3:::, false",
        "aws-us-gov, notStartsWith, arn:aws:s3:::, true"
    })
    void allObjectsAreThoseOfTheTrailsPartition(String partition, String operator, String prefix, boolean all) {
        var trail = Map.of(
                "arn",
                "arn:" + partition + ":cloudtrail:some-region:111111111111:trail/all",
                "logging",
                true,
                "advancedEventSelectors",
                List.of(Map.of(
                        "fieldSelectors",
                        List.of(
                                Map.of("field", "eventCategory", "equalTo", List.of("Data")),
                                Map.of("field", "resources.type", "equalTo", List.of("AWS::S3::Object")),
                                Map.of("field", "resources.ARN", operator, List.of(prefix))))));
        assertThat(new Recording(Element.list(List.of(trail)).getFirst()).recordsObjects(false))
                .isEqualTo(Answer.of(all));
    }
}
