package dev.atrest.evaluators;

import static dev.atrest.evaluators.Catalogs.FRAMEWORK;
import static dev.atrest.evaluators.Catalogs.RULE;
import static dev.atrest.evaluators.Catalogs.SETTINGS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CatalogErrorsTest {

    @TempDir
    Path directory;

    @Test
    void aTypoInAFactOfAFoldedBlockIsShownWhereItStands() {
        var problem = problemOf(RULE.replace("&& resource.encryption.key", "&& resource.encrypton.key"));

        assertThat(problem.toString()).isEqualTo("""
                        %s:8:15: unknown fact 'encrypton'; S3Bucket has name, createdAt, tags, encryption, policy, policyPublic, \
                        publicAccessBlock, versioning, logging, dataProtectionClass, classification, tier, arn, accountId, region
                              && resource.encrypton.key.manager == "CUSTOMER"
                                          ^""".formatted(directory.resolve("rules/rule.yml")));
    }

    @Test
    void anExpressionInQuotesIsPointedIntoAsWell() {
        var doubleQuoted = problemOf(RULE.replace(
                "resource.dataProtectionClass != \"PUBLIC\"", "\"resource.name != \\\"x\\\" && resource.nam == ''\""));
        assertThat(doubleQuoted.line()).isEqualTo(5);
        assertThat(caretOf(doubleQuoted)).startsWith("nam ==");

        var singleQuoted = problemOf(RULE.replace(
                "resource.dataProtectionClass != \"PUBLIC\"", "'resource.name != ''x'' && resource.nam == \"\"'"));
        assertThat(caretOf(singleQuoted)).startsWith("nam ==");
    }

    @Test
    void anExpressionInALiteralBlockIsPointedIntoAsWell() {
        var problem = problemOf(
                RULE.replace("require: >\n", "require: |  # two lines\n").replace("key.manager", "key.boss"));

        assertThat(problem.line()).isEqualTo(8);
        assertThat(caretOf(problem)).startsWith("boss ==");
        assertThat(problem.message())
                .isEqualTo(
                        "unknown fact 'encryption.key.boss'; encryption.key has id, arn, accountId, manager, state, spec,"
                                + " origin, label");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    severity: HIGH                            | severity: SEVERE                     | 3:11  | 'severity' is 'SEVERE', but must be one of CRITICAL, HIGH, MEDIUM, LOW, INFORMATIONAL
                    resource: S3Bucket                        | resource: Bucket                     | 4:11  | 'resource' is 'Bucket', but must be one of S3Bucket, EbsVolume, EbsSnapshot, KmsKey, Trail, AccountSettings, RegionSettings
                    id: bucket-encrypted                      | id: Bucket_Encrypted                 | 1:5   | 'id' is 'Bucket_Encrypted', but must be kebab-case: lower-case words and digits joined by '-'
                    title: Buckets are encrypted              | titel: Buckets are encrypted         | 1:1   | a rule needs 'title'
                    title: Buckets are encrypted              | title: [Buckets]                     | 2:8   | 'title' must be text, but is a list
                    rationale: Because.                       | rationale:                           | 10:11 | 'rationale' must be text, but is nothing
                    resource.dataProtectionClass != "PUBLIC"  | resource.name                        | 5:7   | 'when' must give bool, but gives string
                    resource.dataProtectionClass != "PUBLIC"  | resource.createdAt == "2024"         | 5:26  | '==' cannot be applied to (google.protobuf.Timestamp, string)
                    resource.dataProtectionClass != "PUBLIC"  | resorce.name == ""                   | 5:7   | unknown name 'resorce'; expressions know resource, policy, organization, settings and assessment, and CEL's functions
                    resource.dataProtectionClass != "PUBLIC"  | settings.rotation == 1               | 5:16  | unknown setting 'rotation'; settings has classification, trustedAccounts, rotationDays, slaDays, trustOwnOrganization
                    resource.dataProtectionClass != "PUBLIC"  | has(resource.encryption)             | 5:10  | has() is always true for a fact: compare with null, or use has() on a tag
                    {encryption.algorithm}                    | {encryption.algo}                    | 9:23  | unknown fact 'encryption.algo' in the message; encryption has algorithm, key, bucketKeyEnabled
                    {encryption.algorithm}                    | {encryption}                         | 9:23  | 'encryption' is a struct, which cannot stand in a sentence
                    {encryption.algorithm}                    | {encryption.algorithm                | 9:22  | '{' without '}' in the message
                    {encryption.algorithm}                    | {resource.tags}                      | 9:23  | 'tags' is a map of string, which cannot stand in a sentence
                    effort: LOW                               | effort: TINY                         | 11:24 | 'effort' is 'TINY', but must be one of LOW, MEDIUM, HIGH
                    house: [H1]                               | house: [H9]                          | 12:21 | unknown control 'H9'; house has H1, H2, H3
                    house: [H1]                               | house: [H1, H3]                      | 12:25 | control 'H3' of house is OUT_OF_SCOPE, so no rule can meet it
                    house: [H1]                               | home: [H1]                           | 12:13 | unknown framework 'home'; there are house
                    algorithm: NONE }                         | algorithm: NONE, size: 1 }           | 19:38 | unknown fact 'encryption.size'; S3Bucket.encryption has algorithm, key, bucketKeyEnabled
                    algorithm: NONE }                         | bucketKeyEnabled: maybe }            | 19:39 | 'encryption.bucketKeyEnabled' is a bool, but the example gives 'maybe'
                    - dataProtectionClass: INTERNAL           | - dataProtectionClass: SECRET        | 15:28 | 'dataProtectionClass' is a string, but the example gives 'SECRET'
                    encryption: { algorithm: NONE }           | unread: [encrypted]                  | 19:16 | unknown fact 'encrypted'; S3Bucket has name, createdAt, tags, encryption, policy, policyPublic, publicAccessBlock, versioning, logging, dataProtectionClass, classification, tier, arn, accountId, region
                    `  fail:`                                 | `  failing:`                         | 14:3  | examples needs at least one 'fail'
                    title: Buckets are encrypted              | id: again                            | 2:1   | 'id' is given twice
                    """)
    void badInputIsNamedWithItsPlaceAndWhatIsAllowed(String good, String bad, String place, String message) {
        assertThat(RULE).contains(good);
        var problems = problemsOf(RULE.replaceFirst(Pattern.quote(good), Matcher.quoteReplacement(bad)));

        assertThat(problems.problems())
                .anySatisfy(problem -> assertThat(problem.line() + ":" + problem.column() + " " + problem.message())
                        .isEqualTo(place + " " + message));
    }

    @Test
    void anUnknownKeyIsNamedWithTheKeysThereAre() {
        var problem = problemOf(RULE + "enabled: true\n");

        assertThat(problem.message())
                .isEqualTo(
                        "unknown key 'enabled'; a rule has controls, evidence, examples, id, message, rationale, remediation, require,"
                                + " resource, severity, title, when");
        assertThat(caretOf(problem)).isEqualTo("enabled: true");
    }

    @Test
    void brokenYamlIsNamedWithItsPlace() {
        var problem = problemOf("id: x\ntitle: \"open\nseverity: HIGH\n");

        assertThat(problem.message()).startsWith("Not valid YAML: ");
        assertThat(problem.line()).isGreaterThan(1);
    }

    @Test
    void filesThatAreNoRulesAtAllAreToldAsSuch() throws IOException {
        Catalogs.directory(directory, RULE, FRAMEWORK, SETTINGS);
        Files.write(directory.resolve("rules/binary.yml"), new byte[] {(byte) 0xff, (byte) 0xfe});
        Files.writeString(directory.resolve("rules/empty.yml"), "");
        Files.writeString(directory.resolve("rules/list.yml"), "- a\n");
        Files.writeString(directory.resolve("rules/loop.yml"), "id: &loop [*loop]\n");

        assertThat(loadFails().problems())
                .extracting(Problem::message)
                .contains(
                        "The file is not UTF-8 text",
                        "The file is empty",
                        "Expected a rule, a mapping of keys to values, but found a list",
                        "Anchors (&loop) are not supported here");
    }

    @Test
    void allProblemsOfAllFilesAreToldAtOnce() {
        Catalogs.directory(
                directory,
                RULE.replace("severity: HIGH", "severity: BAD").replace("rationale: Because.", "why: x"),
                FRAMEWORK.replace("guidance: Look", "help: Look"),
                SETTINGS.replace("CRITICAL: 7", "CRITICAL: soon"));

        var failure = loadFails();

        assertThat(failure.problems())
                .extracting(Problem::message)
                .containsExactly(
                        "a control that is MANUAL needs 'guidance': what the auditor is to look at",
                        "unknown key 'help'; a control has assessment, guidance, id, rules, title",
                        "a rule needs 'rationale'",
                        "'severity' is 'BAD', but must be one of CRITICAL, HIGH, MEDIUM, LOW, INFORMATIONAL",
                        "unknown key 'why'; a rule has controls, evidence, examples, id, message, rationale, remediation, require,"
                                + " resource, severity, title, when",
                        "Expected a number of days from 1 to 36500, but found 'soon'");
        assertThat(failure.message()).endsWith("6 problems in the rule catalogue; nothing was evaluated.");
    }

    @Test
    void twoRulesOfOneIdAreToldApartByTheirFiles() throws IOException {
        Catalogs.directory(directory, RULE, FRAMEWORK, SETTINGS);
        Files.writeString(directory.resolve("rules/second.yml"), RULE);

        assertThat(loadFails().problems()).singleElement().satisfies(problem -> {
            assertThat(problem.file()).endsWith("second.yml");
            assertThat(problem.message()).isEqualTo("rule 'bucket-encrypted' is already given by rules/rule.yml");
        });
    }

    @Test
    void aControlThatIsCalledAutomatedMustBeMetByARule() {
        Catalogs.directory(directory, RULE.replace("[H1]", "[H2]"), FRAMEWORK, SETTINGS);

        assertThat(loadFails().problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.message()).startsWith("house: no rule meets H1;"));
    }

    @Test
    void oneWordCannotStandForTwoClasses() {
        Catalogs.directory(directory, RULE, FRAMEWORK, SETTINGS.replace("INTERNAL: []", "INTERNAL: [secret]"));

        assertThat(loadFails().problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.message()).isEqualTo("'Secret' already stands for INTERNAL"));
    }

    @Test
    void aDirectoryWithoutRulesIsAnErrorAndNotACleanBill() {
        assertThat(loadFails().problems()).extracting(Problem::message).contains("There is no such file");
    }

    private Problem problemOf(String rule) {
        var problems = problemsOf(rule).problems();
        assertThat(problems).hasSize(1);
        return problems.getFirst();
    }

    private CatalogException problemsOf(String rule) {
        Catalogs.directory(directory, rule, FRAMEWORK, SETTINGS);
        return loadFails();
    }

    private CatalogException loadFails() {
        return catchThrowableOfType(CatalogException.class, () -> RuleCatalog.load(directory));
    }

    private static String caretOf(Problem problem) {
        return problem.source().substring(problem.column() - 1);
    }
}
