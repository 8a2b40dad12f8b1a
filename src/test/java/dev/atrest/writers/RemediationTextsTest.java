package dev.atrest.writers;

import static org.assertj.core.api.Assertions.assertThat;

import com.bertramlabs.plugins.hcl4j.HCLParser;
import dev.atrest.evaluators.ShippedRules;
import dev.atrest.model.Evidence;
import dev.atrest.model.Finding;
import dev.atrest.model.FindingStatus;
import dev.atrest.model.Rule;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every rule says about mending, as it is filled in for a resource. {@code RemediationTest} carries it out. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RemediationTextsTest {

    /** What only a person can decide. */
    private static final Pattern DECISION = Pattern.compile("\\b[A-Z]+(?:_[A-Z]+)+\\b");

    private static final Pattern PLACEHOLDER = Pattern.compile("(?<![$%])\\{([A-Za-z0-9.]+)}");

    private final List<Rule> rules = ShippedRules.CATALOG.rules();

    @ParameterizedTest
    @MethodSource("rules")
    void whatAPersonHasToDecideIsExplained(Rule rule) {
        Rule.Remediation remediation = rule.remediation();
        String explained = Stream.concat(
                        Stream.of(remediation.summary()),
                        remediation.cli().lines().filter(line -> line.startsWith("#")))
                .collect(Collectors.joining("\n"));

        assertThat(words(DECISION, remediation.cli() + remediation.terraform()))
                .allSatisfy(word -> assertThat(explained).containsPattern("\\b" + word + "\\b"));
    }

    /** The facts that commands name are known where they are carried out. */
    @ParameterizedTest
    @MethodSource("rules")
    void theTerraformNamesWhatTheCommandsName(Rule rule) {
        Stream<String> known = Stream.concat(
                Stream.of("{arn}", "{id}", "{name}", "{accountId}", "{region}", "{partition}"),
                words(PLACEHOLDER, rule.remediation().cli()));

        assertThat(words(PLACEHOLDER, rule.remediation().terraform())).isSubsetOf(known.toList());
    }

    @ParameterizedTest
    @MethodSource("rules")
    void theTerraformIsTerraform(Rule rule) throws Exception {
        String terraform = RemediationCommand.terraform(rule, finding(rule));

        assertThat(new HCLParser().parse(terraform).containsKey("resource")).isEqualTo(!terraform.isEmpty());
        assertThat(terraform.chars().filter(c -> c == '{').count())
                .isEqualTo(terraform.chars().filter(c -> c == '}').count());
    }

    private List<Rule> rules() {
        return rules;
    }

    /** A finding that knows every fact that the commands name. */
    private static Finding finding(Rule rule) {
        List<Evidence> facts = words(
                        PLACEHOLDER,
                        rule.remediation().cli() + rule.remediation().terraform())
                .map(name -> new Evidence(name.substring(1, name.length() - 1), "known", "s3:ListBuckets"))
                .toList();
        return new Finding(
                rule.id(),
                FindingStatus.FAIL,
                rule.severity(),
                "arn:aws:ec2:eu-west-1:111122223333:volume/vol-1",
                rule.resource(),
                "111122223333",
                "eu-west-1",
                "disk",
                Optional.empty(),
                "",
                facts,
                List.of(),
                Map.of(),
                Instant.EPOCH);
    }

    private static Stream<String> words(Pattern pattern, String text) {
        return pattern.matcher(text).results().map(MatchResult::group).distinct();
    }
}
