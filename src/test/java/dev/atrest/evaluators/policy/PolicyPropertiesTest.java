package dev.atrest.evaluators.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What must hold of any policies, tried on thousands made up from fixed seeds. */
class PolicyPropertiesTest {

    private static final int POLICIES = 400;
    private static final String DEMANDED_KEY = "arn:aws:kms:eu-central-1:111122223333:key/k";

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void addingADenyNeverWidens(boolean bucket) {
        for (long seed = 0; seed < POLICIES; seed++) {
            var generator = new PolicyGenerator(seed, bucket);
            List<String> statements = generator.statements(4);
            Map<String, Verdict> before = widths(statements, bucket);
            statements.add(generator.statement("Deny"));
            assertNoneGrew(widths(statements, bucket), before, statements);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void addingAnAllowNeverNarrows(boolean bucket) {
        for (long seed = 0; seed < POLICIES; seed++) {
            var generator = new PolicyGenerator(seed, bucket);
            List<String> statements = generator.statements(4);
            Map<String, Verdict> before = widths(statements, bucket);
            statements.add(generator.statement("Allow"));
            assertNoneGrew(before, widths(statements, bucket), statements);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void theOrderOfStatementsChangesNothing(boolean bucket) {
        for (long seed = 0; seed < POLICIES; seed++) {
            var generator = new PolicyGenerator(seed, bucket);
            List<String> statements = generator.statements(6);
            Map<String, Set<String>> deciding = decidingSids(statements, bucket);
            Map<String, Verdict> before = widths(statements, bucket);
            Collections.shuffle(statements, generator.random());
            assertThat(widths(statements, bucket)).as(statements.toString()).isEqualTo(before);
            assertThat(decidingSids(statements, bucket))
                    .as(statements.toString())
                    .isEqualTo(deciding);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void actionAndItsNotActionTogetherAreEveryAction(boolean bucket) {
        for (long seed = 0; seed < POLICIES; seed++) {
            var generator = new PolicyGenerator(seed, bucket);
            String actions = generator.actionList();
            String conditions = generator.conditions();
            String principal = "\"Principal\":\"*\"";
            List<String> rest = generator.statements(2);
            List<String> both = new ArrayList<>(rest);
            both.add(everywhere("\"Action\":" + actions, principal, conditions));
            both.add(everywhere("\"NotAction\":" + actions, principal, conditions));
            List<String> all = new ArrayList<>(rest);
            all.add(everywhere("\"Action\":\"*\"", principal, conditions));
            assertThat(widths(both, bucket)).as(both.toString()).isEqualTo(widths(all, bucket));
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void anActionIsCoveredByEitherActionOrNotAction(boolean bucket) {
        String action = bucket ? "s3:GetObject" : "kms:Decrypt";
        for (long seed = 0; seed < POLICIES; seed++) {
            var generator = new PolicyGenerator(seed, bucket);
            String actions = generator.actionList();
            boolean byAction = analysis(List.of(everywhere("\"Action\":" + actions, "\"Principal\":\"*\"", "")), bucket)
                    .isPublic(action)
                    .isTrue();
            boolean byNotAction = analysis(
                            List.of(everywhere("\"NotAction\":" + actions, "\"Principal\":\"*\"", "")), bucket)
                    .isPublic(action)
                    .isTrue();
            assertThat(byAction).as(actions).isNotEqualTo(byNotAction);
        }
    }

    /** Whenever IAM's plain logic lets a stranger's request through, the analysis must not say that nobody gets in. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void noStrangersRequestGetsPastWhatIsCalledClosed(boolean bucket) {
        int letThrough = 0;
        for (long seed = 0; seed < 3 * POLICIES; seed++) {
            var generator = new PolicyGenerator(seed, bucket);
            List<String> statements = generator.statements(5);
            String document = PolicyGenerator.document(statements);
            var plain = new PlainEvaluator(document);
            Answer answer = analysis(statements, bucket).isPublic();
            for (int i = 0; i < 20; i++) {
                var request = strangersRequest(generator.random(), bucket);
                if (plain.allows(request)) {
                    letThrough++;
                    assertThat(answer.isFalse()).as(document + request + answer).isFalse();
                }
            }
        }
        assertThat(letThrough).isGreaterThan(300);
    }

    /** Whenever plain HTTP is not denied by IAM's plain logic, the analysis must not say that it is. */
    @Test
    void noInsecureRequestGetsPastWhatIsCalledGuarded() {
        int guarded = 0;
        for (long seed = 0; seed < 3 * POLICIES; seed++) {
            var generator = new PolicyGenerator(seed, true);
            List<String> statements = generator.statements(3);
            statements.add("{\"Sid\":\"Tls\",\"Effect\":\"Deny\",\"Principal\":\"*\",%s,\"Resource\":\"*\"%s}"
                    .formatted(generator.action(), generator.conditions()));
            statements.add(
                    "{\"Sid\":\"T\",\"Effect\":\"Deny\",\"Principal\":\"*\",\"Action\":\"s3:*\",\"Resource\":\"*\"%s}"
                            .formatted(generator.conditions()));
            String document = PolicyGenerator.document(statements);
            var plain = new PlainEvaluator(document);
            Answer answer = analysis(statements, true).deniesInsecureTransport();
            guarded += answer.isTrue() ? 1 : 0;
            for (int i = 0; i < 20; i++) {
                var request = strangersRequest(generator.random(), true);
                request.context().put("aws:securetransport", "false");
                if (!plain.denies(request)) {
                    assertThat(answer.isTrue()).as(document + request + answer).isFalse();
                }
            }
        }
        assertThat(guarded).isGreaterThan(50);
    }

    /** What someone from an account and network that no policy here names can send. */
    private static PlainEvaluator.Request strangersRequest(Random random, boolean bucket) {
        boolean anonymous = bucket && random.nextInt(3) == 0;
        String account = random.nextBoolean() ? "999900001111" : "444499990000";
        String arn = "arn:aws:iam::" + account + oneOf(random, ":user/bob", ":role/App", ":role/x");
        var context = new HashMap<String, String>();
        if (!anonymous) {
            context.put("aws:principalaccount", account);
            context.put("aws:principalarn", arn);
            put(context, "aws:principalorgid", oneOf(random, "", "o-zzzzzzzzzz"));
            put(context, "aws:multifactorauthpresent", oneOf(random, "", "true", "false"));
        }
        context.put("aws:securetransport", oneOf(random, "true", "false"));
        put(context, "aws:referer", oneOf(random, "", "a", "b", "ab", "axb", "q", "A"));
        put(context, "s3:x-amz-server-side-encryption", oneOf(random, "", "AES256", "aws:kms", "aws:kms:dsse"));
        put(context, "aws:sourceip", oneOf(random, "", "77.1.2.3", "192.0.2.1"));
        put(context, "s3:max-keys", oneOf(random, "", "4", "5", "6", "7", "8"));
        put(context, "aws:sourcevpce", oneOf(random, "", "vpce-9"));
        String action = bucket
                ? oneOf(random, "s3:GetObject", "s3:PutObject", "s3:ListBucket", "s3:DeleteObject")
                : oneOf(random, "kms:Decrypt", "kms:Encrypt", "kms:PutKeyPolicy", "kms:GenerateDataKey");
        String resource = !bucket
                ? "arn:aws:kms:eu-central-1:111122223333:key/1234abcd"
                : action.equals("s3:ListBucket")
                        ? "arn:aws:s3:::b"
                        : oneOf(random, "arn:aws:s3:::b/x", "arn:aws:s3:::b/a/x");
        return new PlainEvaluator.Request(anonymous ? "" : arn, anonymous ? "" : account, action, resource, context);
    }

    private static void put(Map<String, String> context, String key, String value) {
        if (!value.isEmpty()) {
            context.put(key, value);
        }
    }

    private static String oneOf(Random random, String... values) {
        return values[random.nextInt(values.length)];
    }

    private static String everywhere(String action, String principal, String conditions) {
        return "{\"Sid\":\"E\",\"Effect\":\"Allow\",%s,%s,\"Resource\":\"*\"%s}"
                .formatted(principal, action, conditions);
    }

    /** TRUE where the policy lets more through. */
    private static Map<String, Verdict> widths(List<String> statements, boolean bucket) {
        return answers(statements, bucket).entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey, entry -> {
            Verdict verdict = entry.getValue().verdict();
            return entry.getKey().startsWith("public") ? verdict : verdict.not();
        }));
    }

    private static Map<String, Set<String>> decidingSids(List<String> statements, boolean bucket) {
        return answers(statements, bucket).entrySet().stream()
                .filter(entry -> entry.getValue().statements().size() < 20)
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        entry -> entry.getValue().statements().stream()
                                .map(StatementRef::name)
                                .collect(Collectors.toCollection(TreeSet::new))));
    }

    private static Map<String, Answer> answers(List<String> statements, boolean bucket) {
        PolicyAnalysis analysis = analysis(statements, bucket);
        var answers = new LinkedHashMap<String, Answer>();
        answers.put("public", analysis.isPublic());
        answers.put("trusted", analysis.onlyTrustedAccounts(Set.of("222233334444"), Set.of()));
        if (bucket) {
            answers.put("public read", analysis.isPublic("s3:GetObject"));
            answers.put("tls", analysis.deniesInsecureTransport());
            answers.put("header", analysis.requiresEncryptionHeader());
            answers.put("puts", analysis.deniesPutsNotEncryptedWith(List.of("aws:kms"), Set.of(DEMANDED_KEY)));
        } else {
            answers.put("public use", analysis.isPublic("kms:Decrypt"));
            answers.put("full", analysis.noFullAccess());
            answers.put("separated", analysis.separatesDuties());
            answers.put("admins", analysis.administeredOnlyBy(List.of("*_Key_Admin"), OwnAccount.UNKNOWN));
            answers.put("mfa", analysis.requiresMfa(List.of("kms:PutKeyPolicy", "kms:ScheduleKeyDeletion")));
        }
        return answers;
    }

    private static void assertNoneGrew(
            Map<String, Verdict> narrower, Map<String, Verdict> wider, List<String> statements) {
        narrower.forEach((question, verdict) -> assertThat(width(verdict))
                .as("%s: %s, then %s: %s", question, wider.get(question), verdict, statements)
                .isLessThanOrEqualTo(width(wider.get(question))));
    }

    private static int width(Verdict verdict) {
        return switch (verdict) {
            case FALSE -> 0;
            case UNKNOWN -> 1;
            case TRUE -> 2;
        };
    }

    private static PolicyAnalysis analysis(List<String> statements, boolean bucket) {
        var resource = bucket
                ? ResourceContext.bucket("arn:aws:s3:::b", "111122223333")
                : ResourceContext.key("arn:aws:kms:eu-central-1:111122223333:key/1234abcd", "111122223333");
        String document = PolicyGenerator.document(statements);
        return switch (Policy.parse(document)) {
            case PolicyResult.Parsed(Policy policy) -> new PolicyAnalysis(policy, resource);
            case PolicyResult.Unparsable(String reason) -> throw new AssertionError(reason + document);
        };
    }
}
