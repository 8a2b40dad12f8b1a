package dev.atrest.evaluators;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the examples of a rule leave untried. */
class UntestedBranchesTest {

    @TempDir
    Path directory;

    private List<String> untested(String when, String require, String examples) {
        String rule = """
                id: the-rule
                title: The rule
                severity: HIGH
                resource: S3Bucket
                when: |
                  %s
                require: |
                  %s
                message: "{name}"
                rationale: Because.
                remediation: { effort: LOW, summary: Do it. }
                controls: { house: [H1] }
                examples:
                %s""".formatted(when, require, examples.indent(2));
        var catalog = Catalogs.of(directory, rule);
        assertThat(catalog.runExamples()).allMatch(ExampleResult::ok);
        return catalog.untestedBranches().stream()
                .map(branch -> "%d:%d %s: %s"
                        .formatted(
                                branch.line(), branch.column(), branch.missing().words(), branch.expression()))
                .toList();
    }

    @Test
    void examplesThatShowEveryPartBothWaysLeaveNothing() {
        assertThat(untested("resource.policyPublic", "resource.versioning.mfaDelete || resource.logging.enabled", """
                pass:
                  - { policyPublic: true, versioning: { mfaDelete: true } }
                  - { policyPublic: true, versioning: { mfaDelete: false }, logging: { enabled: true } }
                fail:
                  - { policyPublic: true, versioning: { mfaDelete: false }, logging: { enabled: false } }
                not-applicable:
                  - { policyPublic: false }
                """))
                .isEmpty();
    }

    @Test
    void anOperandThatNoExampleComesToIsNamedWithItsPlace() {
        assertThat(untested("true", "resource.versioning.mfaDelete\n  || resource.logging.enabled", """
                pass:
                  - { versioning: { mfaDelete: true } }
                fail:
                  - { versioning: { mfaDelete: false }, logging: { enabled: false } }
                """))
                .containsExactly("6:3 never false: true", "9:6 never true: resource.logging.enabled");
    }

    @Test
    void aRuleWithoutAnExampleThatItDoesNotApplyToIsNamed() {
        assertThat(untested("resource.policyPublic", "!resource.versioning.mfaDelete", """
                pass:
                  - { policyPublic: true, versioning: { mfaDelete: false } }
                fail:
                  - { policyPublic: true, versioning: { mfaDelete: true } }
                """))
                .containsExactly("6:3 never false: resource.policyPublic");
    }

    @Test
    void theBranchesOfAChoiceAndTheConditionOfALoopCount() {
        assertThat(untested(
                        "resource.policyPublic",
                        "resource.logging.enabled ? resource.versioning.mfaDelete"
                                + " : [1, 2].exists(n, n > 5 && resource.name == 'x' || n == 2 && resource.name == 'y')",
                        """
                        pass:
                          - { policyPublic: true, logging: { enabled: true }, versioning: { mfaDelete: true } }
                          - { policyPublic: true, logging: { enabled: false }, name: y }
                        fail:
                          - { policyPublic: true, logging: { enabled: false }, name: z }
                        not-applicable:
                          - { policyPublic: false }
                        """))
                .containsExactly(
                        "8:30 never false: resource.versioning.mfaDelete",
                        "8:79 never true: n > 5 && resource.name == \"x\"",
                        "8:79 never true: n > 5",
                        "8:88 never decided: resource.name == \"x\"");
    }

    @Test
    void anUnreadFactShowsNothing() {
        assertThat(untested("resource.policyPublic", "resource.versioning.mfaDelete", """
                pass:
                  - { policyPublic: true, versioning: { mfaDelete: true } }
                fail:
                  - { policyPublic: true, versioning: { mfaDelete: false } }
                not-assessed:
                  - { unread: [policyPublic] }
                """))
                .containsExactly("6:3 never false: resource.policyPublic");
    }
}
