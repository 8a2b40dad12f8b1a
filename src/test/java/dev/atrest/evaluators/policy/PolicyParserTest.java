package dev.atrest.evaluators.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PolicyParserTest {

    private static final String STATEMENT =
            "{\"Effect\":\"Allow\",\"Principal\":\"*\",\"Action\":\"kms:*\",\"Resource\":\"*\"}";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "``| The policy is not an object",
                "null | The policy is not an object",
                "[] | The policy is not an object",
                "{} | The policy has no Statement",
                "{\"Statement\": [] | Not JSON",
                "{\"Statement\": []} x | Not JSON",
                "{\"Statement\": [], \"Statement\": []} | Duplicate",
                "{\"Version\": \"2013-01-01\", \"Statement\": []} | Version is 2013-01-01",
                "{\"Version\": null, \"Statement\": []} | Version is not a text",
                "{\"statement\": []} | an element statement",
                "{\"Statement\": [7]} | Statement #0 is not an object",
                "{\"Statement\": {\"Effect\": \"allow\", \"Principal\": \"*\", \"Action\": \"a\", \"Resource\": \"*\"}} | neither Allow nor Deny",
                "{\"Statement\": {\"Principal\": \"*\", \"Action\": \"a\", \"Resource\": \"*\"}} | has no Effect",
                "{\"Statement\": {\"Effect\": \"Allow\", \"Action\": \"a\", \"Resource\": \"*\"}} | neither Principal and NotPrincipal",
                "{\"Statement\": {\"Effect\": \"Allow\", \"Principal\": \"*\", \"Resource\": \"*\"}} | neither Action and NotAction",
                "{\"Statement\": {\"Effect\": \"Allow\", \"Principal\": \"*\", \"Action\": \"a\"}} | neither Resource and NotResource",
                "{\"Statement\": {\"Effect\": \"Allow\", \"Principal\": \"*\", \"Action\": \"a\", \"NotAction\": \"b\", \"Resource\": \"*\"}} | both Action and NotAction",
                "{\"Statement\": {\"Effect\": \"Allow\", \"Principal\": \"me\", \"Action\": \"a\", \"Resource\": \"*\"}} | Principal is not an object",
                "{\"Statement\": {\"Effect\": \"Allow\", \"Principal\": {}, \"Action\": \"a\", \"Resource\": \"*\"}} | Principal is empty",
                "{\"Statement\": {\"Effect\": \"Allow\", \"Principal\": {\"Aws\": \"*\"}, \"Action\": \"a\", \"Resource\": \"*\"}} | AWS knows AWS, Service",
                "{\"Statement\": {\"Effect\": \"Allow\", \"Principal\": \"*\", \"Action\": [], \"Resource\": \"*\"}} | Action is empty",
                "{\"Statement\": {\"Effect\": \"Allow\", \"Principal\": \"*\", \"Action\": [[\"a\"]], \"Resource\": \"*\"}} | Action is not a text",
                "{\"Statement\": {\"Effect\": \"Allow\", \"Principal\": \"*\", \"Action\": \"a\", \"Resource\": \"*\", \"Condition\": []}} | Condition is not an object",
                "{\"Statement\": {\"Effect\": \"Allow\", \"Principal\": \"*\", \"Action\": \"a\", \"Resource\": \"*\", \"Condition\": {\"Bool\": \"x\"}}} | Condition Bool is not an object",
                "{\"Statement\": {\"Effect\": \"Allow\", \"Principal\": \"*\", \"Action\": \"a\", \"Resource\": \"*\", \"Condition\": {\"Bool\": {\"k\": {}}}}} | Condition Bool k is not a text",
                "{\"Statement\": {\"Effect\": \"Allow\", \"Principal\": \"*\", \"Action\": \"a\", \"Resource\": \"*\", \"Conditions\": {}}} | an element Conditions"
            })
    void whatAwsWouldRefuseIsUnparsableWithTheReason(String document, String reason) {
        assertThat(Policy.parse(document))
                .isInstanceOfSatisfying(
                        PolicyResult.Unparsable.class,
                        result -> assertThat(result.reason()).contains(reason));
    }

    @Test
    void oneStatementMayStandWithoutItsList() {
        assertThat(Policy.parse("{\"Id\":\"x\",\"Statement\":" + STATEMENT + "}"))
                .isInstanceOfSatisfying(
                        PolicyResult.Parsed.class,
                        parsed -> assertThat(parsed.policy().statements()).hasSize(1));
    }

    @Test
    void aStatementWithoutSidGoesByItsIndex() {
        assertThat(Policy.parse("{\"Statement\":[" + STATEMENT + "," + STATEMENT + "]}"))
                .isInstanceOfSatisfying(
                        PolicyResult.Parsed.class,
                        parsed -> assertThat(parsed.policy().statements())
                                .extracting(Statement::name)
                                .containsExactly("#0", "#1"));
    }

    @Test
    void depthIsUnparsableAndNoStackOverflow() {
        String deep = "{\"Statement\":" + "[".repeat(20_000) + "]".repeat(20_000) + "}";
        assertThat(Policy.parse(deep)).isInstanceOf(PolicyResult.Unparsable.class);
    }

    @Test
    void moreThanAnyPolicyIsUnparsable() {
        assertThat(Policy.parse("{\"Statement\":[]}" + " ".repeat(1_000_000)))
                .isEqualTo(new PolicyResult.Unparsable(
                        "The policy has 1000016 characters, more than any policy AWS stores"));
    }

    @Test
    void aLongTextOfTheDocumentIsNotRepeatedInTheReason() {
        String reason = ((PolicyResult.Unparsable) Policy.parse("{\"" + "z".repeat(5_000) + "\u0007\":1}")).reason();
        assertThat(reason).hasSizeLessThan(200).doesNotContain("\u0007");
    }

    @Test
    void noDocumentMakesAnExceptionEscape() {
        var parsed = 0;
        for (long seed = 0; seed < 2_000; seed++) {
            boolean bucket = seed % 2 == 0;
            var generator = new PolicyGenerator(seed, bucket);
            String document = PolicyGenerator.document(generator.statements(4));
            String mutated = mutated(document, generator.random());
            if (Policy.parse(mutated) instanceof PolicyResult.Parsed(Policy policy)) {
                parsed++;
                askEverything(policy, bucket);
            }
        }
        assertThat(parsed).isGreaterThan(500);
    }

    private static final List<String> HOSTILE = List.of(
            "*",
            "?",
            "${",
            "}",
            "${aws:username}",
            "${aws:PrincipalArn, 'x'}",
            "${*}",
            ":",
            "::::::",
            "/",
            "",
            "[",
            "]",
            "{",
            "null",
            "true",
            "1e999999999",
            "-0",
            "NaN",
            "Infinity",
            "\u0000",
            "\uD800",
            "\uFFFF",
            "\"",
            "\\",
            "\\u0000",
            "arn:aws:iam::*:*",
            "ForAllValues:",
            "IfExists",
            "Null",
            "0.0.0.0/-1",
            "::/129",
            "fe80::1%x",
            "1.2.3.4/99999999999",
            "99999999999999999999",
            "9999-99-99T00:00:00Z",
            "o-/",
            "Date",
            "Numeric",
            "************************a");

    private static String mutated(String document, Random random) {
        var text = new StringBuilder(document);
        for (int i = random.nextInt(2); i >= 0 && !text.isEmpty(); i--) {
            int at = random.nextInt(text.length());
            switch (random.nextInt(9)) {
                case 0 -> text.deleteCharAt(at);
                case 1 -> text.setCharAt(at, (char) random.nextInt(0x300));
                case 2 -> text.setLength(random.nextInt(6) == 0 ? at : text.length());
                default -> {
                    // Inside of a text, where the document stays readable and the analysis has to cope.
                    int quote = text.indexOf("\"", at);
                    text.insert(quote < 0 ? at : quote, HOSTILE.get(random.nextInt(HOSTILE.size())));
                }
            }
        }
        return text.toString();
    }

    private static void askEverything(Policy policy, boolean bucket) {
        var resource = bucket
                ? ResourceContext.bucket("arn:aws:s3:::b", "111122223333")
                : ResourceContext.key("not even an arn", "");
        var analysis = new PolicyAnalysis(policy, resource);
        assertThat(analysis.isPublic()).isNotNull();
        assertThat(analysis.isPublic("nonsense")).isNotNull();
        assertThat(analysis.whoMay("kms:Decrypt")).isNotNull();
        assertThat(analysis.accountsThatMay("s3:GetObject")).isNotNull();
        assertThat(analysis.onlyTrustedAccounts(Set.of(), Set.of())).isNotNull();
        assertThat(analysis.noFullAccess()).isNotNull();
        assertThat(analysis.separatesDuties()).isNotNull();
        assertThat(analysis.administeredOnlyBy(List.of("*", "?", ""), OwnAccount.UNKNOWN))
                .isNotNull();
        assertThat(analysis.requiresMfa(List.of("kms:PutKeyPolicy", ""))).isNotNull();
        assertThat(analysis.deniesInsecureTransport()).isNotNull();
        assertThat(analysis.requiresEncryptionHeader()).isNotNull();
        assertThat(analysis.deniesPutsNotEncryptedWith(List.of("aws:kms"), Set.of("")))
                .isNotNull();
    }
}
