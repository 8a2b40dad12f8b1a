package dev.atrest.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atrest.embeddedaws.EmbeddedAws;
import dev.atrest.embeddedaws.estate.Estate;
import dev.atrest.endtoend.ExpectedCoverage.Place;
import dev.atrest.model.Coverage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;

/** Calls of every kind are denied, in each account others: what needs them is not assessed, and nothing else changes. */
@ResourceLock(Assessing.SPRING_BATCH)
class DeniedCallsTest {

    private static final String DENIALS = """
              - { fault: deny, account: "104729381650", action: "kms:GetKeyPolicy" }
              - { fault: deny, account: "104729381650", action: "logs:DescribeMetricFilters" }
              - { fault: deny, account: "211938475602", action: "events:ListTargetsByRule" }
              - { fault: deny, account: "211938475602", action: "kms:GetKeyRotationStatus" }
              - { fault: deny, account: "211938475602", action: "tag:GetResources" }
              - { fault: deny, account: "318264750913", action: "s3:ListBuckets" }
              - { fault: deny, account: "318264750913", action: "kms:ListGrants" }
              - { fault: deny, account: "318264750913", action: "events:ListRules" }
              - { fault: deny, account: "426193857204", action: "kms:ListAliases" }
              - { fault: deny, account: "426193857204", action: "cloudwatch:DescribeAlarms" }
              - { fault: deny, account: "426193857204", action: "cloudtrail:LookupEvents" }
              - { fault: deny, account: "426193857204", action: "ec2:DescribeVolumes", region: eu-west-1 }
              - { fault: deny, account: "537284019365", action: "cloudtrail:DescribeTrails" }
              - { fault: deny, account: "537284019365", action: "ec2:DescribeSnapshots" }
              - { fault: deny, account: "537284019365", action: "tag:GetResources" }
              - { fault: deny, account: "537284019365", action: "s3:GetBucketTagging" }
              - { fault: deny, account: "648102937516", action: "kms:ListKeys", region: eu-west-1 }
              - { fault: deny, account: "648102937516", action: "s3:GetBucketPolicy" }
              - { fault: deny, account: "759310284617", action: "cloudtrail:GetTrailStatus" }
              - { fault: deny, account: "759310284617", action: "ec2:DescribeSnapshotAttribute" }
            """;

    @Test
    void deniedCallsChangeOnlyWhatNeedsThem(@TempDir Path folder) throws IOException {
        Path estate =
                Files.writeString(folder.resolve("estate.yml"), Files.readString(Assessing.DEMO_ESTATE) + DENIALS);

        Assessing.Result result;
        try (var aws = EmbeddedAws.start(Estate.load(estate))) {
            result = new Assessing(folder).assess(aws, Assessing.EVERYTHING);
        }

        assertThat(Differences.between(DemoExpectations.findings(estate), result.statuses()))
                .isEmpty();
        assertThat(Differences.between(DemoExpectations.coverage(estate), coverage(result)))
                .isEmpty();
    }

    private static Map<Place, Coverage.Status> coverage(Assessing.Result result) {
        return result.coverage().stream()
                .collect(Collectors.toMap(
                        row -> new Place(row.accountId(), row.region(), row.type()), Coverage::status));
    }
}
