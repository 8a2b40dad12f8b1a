package dev.atrest.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;

@ResourceLock("Spring Batch")
class DemoPartitionTest {

    @TempDir
    Path folder;

    @Test
    void theDemoAssessesAnEstateOfAnotherPartitionFromARegionThatNobodyDenies() throws IOException {
        Path estate = Files.writeString(folder.resolve("estate.yml"), """
                partition: aws-us-gov
                regions: { enabled: [us-gov-east-1, us-gov-west-1], denied: [us-gov-east-1] }
                accounts:
                  - id: "111111111111"
                  - id: "222222222222"
                    regions: { us-gov-west-1: { volumes: [ { id: vol-1 } ] } }
                """);

        var answer = CommandAnswer.to(
                "demo",
                "--estate",
                estate.toString(),
                "--data",
                folder.resolve("data").toString(),
                "--out",
                folder.resolve("out").toString(),
                "--format",
                "jsonl");

        assertThat(answer.code()).as(answer.err()).isEqualTo(ExitCode.COMPLIANT);
        try (var reports = Files.list(folder.resolve("out"))) {
            Path findings = reports.findFirst().orElseThrow().resolve("findings.jsonl");
            assertThat(Files.readString(findings))
                    .contains("\"arn:aws-us-gov:ec2:us-gov-west-1:222222222222:volume/vol-1\"");
        }
    }
}
