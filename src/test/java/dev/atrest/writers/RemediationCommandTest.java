package dev.atrest.writers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atrest.model.Evidence;
import dev.atrest.model.Finding;
import dev.atrest.model.FindingStatus;
import dev.atrest.model.ResourceType;
import dev.atrest.model.Rule;
import dev.atrest.model.Severity;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RemediationCommandTest {

    @Test
    void placeholdersAreTheResourceAndTheFactsThatWereRead() {
        assertThat(command(
                        "aws x --id {id} --arn {arn} --name {name} --region {region} --key {key.id} --all arn:{partition}:s3",
                        "disk"))
                .isEqualTo("aws x --id vol-1 --arn arn:aws:ec2:eu-west-1:111122223333:volume/vol-1 --name disk"
                        + " --region eu-west-1 --key alias/k --all arn:aws:s3");
    }

    @Test
    void aNameThatAShellWouldObeyStaysAPlaceholder() {
        for (String name : List.of("$(id)", "a b", "x;rm", "`id`", "a'b", "--endpoint-url=x", "a\nb", "", "|x", "ü")) {
            assertThat(command("aws x --name {name}", name)).isEqualTo("aws x --name {name}");
        }
    }

    @Test
    void jsonAndUnknownPlaceholdersStayAsTheyAre() {
        String command = "aws x --rules '{\"Rules\":[{\"A\":1}]}' --other {unknown} ${name} %{name}";
        assertThat(command(command, "disk")).isEqualTo(command);
    }

    @Test
    void theTextsOfAListAreFilledInOneAfterTheOtherIfAllAreHarmless() {
        assertThat(command("aws x --ids {ids} --tags {tags} --none {none}", "disk"))
                .isEqualTo("aws x --ids one two --tags {tags} --none {none}");
    }

    @Test
    void terraformIsFilledInAsTheCommandIs() {
        assertThat(terraform("volume_id = \"{id}\"\nname = \"{name}\"\narn = \"${aws_x.name}\"", "${file(\"x\")}"))
                .isEqualTo("volume_id = \"vol-1\"\nname = \"{name}\"\narn = \"${aws_x.name}\"");
    }

    private static String command(String cli, String name) {
        return RemediationCommand.of(rule(cli, ""), finding(name));
    }

    private static String terraform(String terraform, String name) {
        return RemediationCommand.terraform(rule("", terraform), finding(name));
    }

    private static Rule rule(String cli, String terraform) {
        return new Rule(
                "r",
                "t",
                Severity.LOW,
                ResourceType.EBS_VOLUME,
                "true",
                "true",
                "",
                "",
                new Rule.Remediation(Rule.Effort.LOW, "", cli, terraform),
                Map.of(),
                "r.yml");
    }

    private static Finding finding(String name) {
        return new Finding(
                "r",
                FindingStatus.FAIL,
                Severity.LOW,
                "arn:aws:ec2:eu-west-1:111122223333:volume/vol-1",
                ResourceType.EBS_VOLUME,
                "111122223333",
                "eu-west-1",
                name,
                Optional.empty(),
                "",
                List.of(
                        new Evidence("key.id", "alias/k", "ec2:DescribeVolumes"),
                        new Evidence("ids", List.of("one", "two"), "ec2:DescribeVolumes"),
                        new Evidence("tags", List.of("one", "$(id)"), "ec2:DescribeVolumes"),
                        new Evidence("none", List.of(), "ec2:DescribeVolumes")),
                List.of(),
                Map.of(),
                Instant.EPOCH);
    }
}
