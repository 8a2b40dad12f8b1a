package dev.atrest.evaluators.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StatementTest {

    private static String nameOf(String sid) {
        var everything = new Statement.Patterns(false, List.of());
        var principals = new Principals(false, true, Set.of(), Set.of(), Set.of(), Set.of(), false);
        return new Statement(3, Optional.of(sid), Effect.ALLOW, principals, everything, everything, List.of()).name();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Website", "Enable IAM User Permissions", "AWSCloudTrailAclCheck20150319", "Für-alle_1.2"})
    void aStatementIsCalledByItsSid(String sid) {
        assertThat(nameOf(sid)).isEqualTo(sid);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " ", "\u001b[31mRot\u001b[0m", "'; rm -rf ~; '", "#1", "-n", "a\nb", "a\u202eb", "a)", "a "})
    void oneWhoseSidAShellOrTheEyeCouldMistakeIsCalledByItsPlace(String sid) {
        assertThat(nameOf(sid)).isEqualTo("#3");
    }
}
