package dev.atrest.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atrest.endtoend.DemoExpectations.Case;
import dev.atrest.model.FindingStatus;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS) // the findings are worked out once
class ExpectedJoinsTest {

    private final Map<Case, FindingStatus> findings = ExpectedJoins.findings(Path.of("embedded-aws/demo-estate.yml"));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "cloudtrail-bucket-not-public",
                "cloudtrail-bucket-access-logged",
                "account-web-tier-key-exists",
                "account-application-tier-key-exists",
                "account-database-tier-key-exists",
                "ebs-volume-web-tier-encrypted",
                "ebs-volume-application-tier-encrypted"
            })
    void theDemoShowsEachRulePassAndFail(String rule) {
        assertThat(findings.entrySet().stream()
                        .filter(finding -> finding.getKey().ruleId().equals(rule))
                        .map(Map.Entry::getValue)
                        .collect(Collectors.toSet()))
                .contains(FindingStatus.PASS, FindingStatus.FAIL);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # in the log archive's account; in one that may not be entered
            cloudtrail:eu-central-1:104729381650:trail/muehlental-organisation | cloudtrail-bucket-not-public    | PASS
            cloudtrail:eu-central-1:104729381650:trail/muehlental-organisation | cloudtrail-bucket-access-logged | PASS
            cloudtrail:us-east-1:648102937516:trail/einregional                | cloudtrail-bucket-not-public    | FAIL
            # tiers
            account::426193857204:settings | account-web-tier-key-exists         | PASS
            account::537284019365:settings | account-application-tier-key-exists | FAIL
            account::211938475602:settings | account-web-tier-key-exists         | NOT_ASSESSED
            ec2:eu-central-1:426193857204:volume/vol-0b328cae809cd453c | ebs-volume-web-tier-encrypted | FAIL
            """)
    void findingsAreAsByHand(String arn, String rule, FindingStatus expected) {
        assertThat(findings).containsEntry(new Case(rule, "arn:aws:" + arn), expected);
    }
}
