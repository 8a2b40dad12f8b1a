package dev.atrest.evaluators.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atrest.evaluators.policy.Standpoint.Place;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestSearchTest {

    private static final String OWN = "111122223333";
    private static final ResourceContext BUCKET = ResourceContext.bucket("arn:aws:s3:::b", OWN);
    private static final ResourceContext KEY = ResourceContext.key("arn:aws:kms:eu-central-1:" + OWN + ":key/k", OWN);

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void findsWhatTryingEveryRequestFinds(boolean bucket) {
        var found = new java.util.EnumMap<Verdict, Integer>(Verdict.class);
        for (long seed = 0; seed < 250; seed++) {
            List<String> statements = new PolicyGenerator(90_000 + seed, bucket).statements(4);
            var policy = new PreparedPolicy(parsed(PolicyGenerator.document(statements)), bucket ? BUCKET : KEY);
            String action = bucket ? "s3:PutObject" : "kms:Decrypt";
            List<String> resources = bucket
                    ? List.of("arn:aws:s3:::b/" + policy.probe(), "arn:aws:s3:::b/a/" + policy.probe())
                    : List.of(KEY.arn());
            for (Place place : Place.values()) {
                var standpoint = Standpoint.of(place);
                var question = new Question(standpoint, policy, new Work());
                for (Caller caller : new Callers(policy).all()) {
                    var plain = new PlainSearch(policy, standpoint, caller);
                    if (plain.isSmall()) {
                        Verdict byTrying = resources.stream()
                                .map(resource -> plain.allowed(action, resource))
                                .reduce(Verdict.FALSE, Verdict::or);
                        var search = new RequestSearch(policy, question, caller);
                        Verdict bySearch = Found.any(search.allowed(policy.targets(List.of(action), new Work()), false))
                                .verdict();
                        assertThat(bySearch)
                                .as("%s for %s, %s", statements, caller.label(), place)
                                .isEqualTo(byTrying);
                        found.merge(bySearch, 1, Integer::sum);
                    }
                }
            }
        }
        assertThat(found)
                .hasSize(3)
                .allSatisfy((verdict, times) -> assertThat(times).isGreaterThan(100));
    }

    @Test
    void aPolicyTooEntangledIsUnknownAndNamesItsLongestStatements() {
        String names = "*a?".repeat(20);
        String statements = IntStream.range(0, 160)
                .mapToObj(i -> """
                        {"Sid": "S%d", "Effect": "Allow", "Principal": "*", "Action": "*", "Resource": "*", "Condition":
                         {"ArnLike": {"aws:PrincipalArn": ["arn:aws:iam::*:role/%s%d"%s]}}}
                        """.formatted(i, names, i, i == 7 ? ", \"x\"" : ""))
                .collect(java.util.stream.Collectors.joining(",", "{\"Statement\":[", "]}"));

        var analysis = new PolicyAnalysis(parsed(statements), KEY);
        var answer = analysis.administeredOnlyBy(List.of("*_Key_Admin"));

        assertThat(answer.isUnknown()).isTrue();
        assertThat(answer.summary()).startsWith("The policy has too many conditions and patterns to decide: S7 has 4 ");
        assertThat(analysis.administeredOnlyBy(List.of("*_Key_Admin"))).isEqualTo(answer);
        assertThat(analysis.whoMay("kms:Decrypt")).extracting(Grantee::verdict).containsOnly(Verdict.UNKNOWN);
    }

    private static Policy parsed(String document) {
        return switch (Policy.parse(document)) {
            case PolicyResult.Parsed(Policy policy) -> policy;
            case PolicyResult.Unparsable(String reason) -> throw new AssertionError(reason + document);
        };
    }
}
