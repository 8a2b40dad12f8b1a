package dev.atrest.jobs.cli;

import static dev.atrest.jobs.cli.SealedDemo.atrest;
import static org.assertj.core.api.Assertions.assertThat;

import dev.atrest.writers.seal.FolderContents;
import dev.atrest.writers.seal.Manifest;
import dev.atrest.writers.seal.ManifestFormat;
import dev.atrest.writers.seal.Sha256;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;

/** {@code atrest verify}, {@code evaluate} and {@code report} over a sealed run. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ResourceLock("Spring Batch")
class SealCommandsTest {

    private static final Pattern PROVENANCE = Pattern.compile(",\"provenance\":\\{[^{}]*}}$");

    private SealedDemo demo;

    @BeforeAll
    void assess(@TempDir Path folder) {
        demo = SealedDemo.assess(folder);
    }

    private static CommandAnswer verify(SealedDemo demo) {
        return atrest("verify", demo.reports().toString(), "--data", demo.data());
    }

    private static CommandAnswer evaluate(SealedDemo demo, String... more) {
        var arguments = new java.util.ArrayList<>(java.util.List.of("evaluate", "--data", demo.data()));
        arguments.addAll(java.util.List.of(more));
        return atrest(arguments.toArray(String[]::new));
    }

    private Manifest manifest() throws IOException {
        return ManifestFormat.read(Files.readAllBytes(demo.reports().resolve(Manifest.FILE)));
    }

    @Test
    void aSealedRunIsIntactInItsFolderAndInTheDatabase() throws IOException {
        var answer = verify(demo);

        assertThat(answer.code()).as(answer.out()).isEqualTo(ExitCode.COMPLIANT);
        assertThat(answer.out())
                .startsWith("Intact: assessment " + demo.id())
                .contains("inventory, rules and findings in the database")
                .contains("as found in DIR");
        assertThat(manifest().files().keySet())
                .containsExactlyInAnyOrder(
                        "backlog.csv", "coverage.jsonl", "findings.jsonl", "report.html", "report.pdf", "report.xlsx");
        assertThat(manifest().catalog().rules()).containsKeys(SealedDemo.OWN_RULE, "s3-bucket-classified");
        assertThat(manifest().catalog().documents())
                .anySatisfy(document -> assertThat(document.name()).isEqualTo(demo.rules() + "/own-bucket.yml"));
        assertThat(manifest().assessment().role()).isEqualTo("atrest-audit");
        assertThat(manifest().software()).containsKeys("atrest", "Java", "AWS SDK for Java");
    }

    @Test
    void withTheKeyOfTheDataFolderGivenItIsIntactAndWithAnotherItIsNot(@TempDir Path other) throws IOException {
        String reports = demo.reports().toString();
        var given = atrest("verify", reports, "--key", demo.data() + "/signing-key.pub");
        assertThat(given.code()).isEqualTo(ExitCode.COMPLIANT);
        assertThat(given.out()).contains("as given").doesNotContain("as found");

        dev.atrest.writers.seal.KeyFile.readOrMake(other.resolve("other.pem"));
        var another =
                atrest("verify", reports, "--key", other.resolve("other.pub").toString());
        assertThat(another.code()).isEqualTo(ExitCode.ERROR);
        assertThat(another.out()).contains("manifest.json was signed by another key");
    }

    @Test
    void theSealIsForItsOwnerOnlyAndTheFindingsDigestCanBeMadeOfTheFile() throws IOException {
        for (String part : new String[] {Manifest.FILE, Manifest.SIGNATURE, Manifest.PUBLIC_KEY}) {
            assertThat(Files.getPosixFilePermissions(demo.reports().resolve(part)))
                    .isEqualTo(PosixFilePermissions.fromString("rw-------"));
        }
        String withoutProvenance = Files.readAllLines(demo.reports().resolve("findings.jsonl")).stream()
                .map(line -> PROVENANCE.matcher(line).replaceFirst("}") + "\n")
                .collect(Collectors.joining());
        assertThat(manifest().findings().sha256())
                .isEqualTo(Sha256.of(withoutProvenance.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void whateverIsChangedInTheDatabaseIsNamed(@TempDir Path folder) throws Exception {
        SealedDemo spoilt = demo.copy(folder);
        spoilt.inDocument("own-bucket.yml", content -> content[content.length / 2] ^= 1);
        spoilt.inDocument("rules/s3/s3-bucket-classified.yml", content -> content[0] ^= 1);
        spoilt.sql(
                "update document set body = X'00' where digest = (select digest from assessment_document where path ="
                        + " 'rules/ebs/ebs-volume-key-usable.yml')",
                "delete from assessment_document where path = 'settings.yml'",
                "insert into assessment_document select assessment_id, 9, '', 'more.yml', min(digest) from"
                        + " assessment_document group by assessment_id",
                "update resource set facts = replace(facts, '\"Enabled\"', '\"Enablee\"') where arn ="
                        + " 'arn:aws:s3:::atrest-trail-logs'",
                "update resource set read_at = read_at + interval '1' second where arn = (select max(arn) from resource"
                        + " where account_id = '222222222222')",
                "update coverage set resources = resources + 1 where region = 'global'",
                "delete from account where account_id = '222222222222'",
                "update assessment set scope = 'less'",
                "delete from finding_block where slice = 0 and rule_id = 's3-bucket-classified' and status = 'PASS'");

        var answer = verify(spoilt);

        assertThat(answer.code()).isEqualTo(ExitCode.ERROR);
        assertThat(answer.out().lines().map(line -> line.replaceAll("(.*: )?(still )?[0-9]+ lines.*", "$1…")))
                .containsExactly(
                        "the row of assessment " + demo.id()
                                + " in the database was changed: start, scope, caller, version"
                                + " or digest of the rules",
                        "rules/ebs/ebs-volume-key-usable.yml was changed in the database",
                        "rules/s3/s3-bucket-classified.yml was changed in the database",
                        "settings.yml is missing in the database",
                        demo.rules() + "/own-bucket.yml was changed in the database",
                        "more.yml was added in the database",
                        "the inventory of account 111111111111 in the database changed: …",
                        "the inventory of account 222222222222 in the database changed: …",
                        "the coverage in the database changed: …",
                        "the list of accounts in the database changed: …",
                        "the findings in the database changed: …",
                        "Not intact: 11 differences",
                        answer.out().lines().toList().getLast());
    }

    @Test
    void whatReportsAndTheNextSealTakeFromTheDatabaseIsComparedToo(@TempDir Path folder) throws Exception {
        SealedDemo spoilt = demo.copy(folder);
        spoilt.sql(
                "update assessment set evaluated_at = evaluated_at + interval '1' day",
                "update circumstances set role = 'another'",
                "update seal set digest = '" + "0".repeat(64) + "'",
                "insert into waiver_use (assessment_id, waiver_id, state, waiver, findings) select id, 'forged',"
                        + " 'IN_FORCE', '{\"id\":\"forged\",\"rule\":\"*\",\"resource\":\"*\",\"account\":\"*\","
                        + "\"tags\":{},\"reason\":\"r\",\"approver\":\"a\",\"ticket\":\"\",\"granted\":\"2026-01-01\","
                        + "\"expires\":\"2026-12-31\"}', 3 from assessment");

        assertThat(verify(spoilt).out())
                .contains(
                        "the end of the evaluation or of the assessment in the database was changed",
                        "the role or the versions of software in the database were changed",
                        "the seal in the database was changed",
                        "the waivers in the database were changed",
                        "Not intact: 4 differences");
    }

    @Test
    void aWaiverSaidToCoverOtherThanTheFindingsSayIsNamed(@TempDir Path folder) throws Exception {
        SealedDemo spoilt = demo.copy(folder);
        spoilt.sql("update waiver_use set findings = findings + 1");

        assertThat(verify(spoilt).out())
                .startsWith("the count of waiver own-accepted in the database was changed: 2, and the findings say 1\n"
                        + "Not intact: 1 difference\n");
    }

    @Test
    void evaluateTakesNoDigestFromASealThatNobodySigned(@TempDir Path folder) throws Exception {
        SealedDemo spoilt = demo.copy(folder);
        spoilt.sql("update seal set signature = X'" + "00".repeat(64) + "'");

        var answer = evaluate(spoilt);

        assertThat(answer.code()).isEqualTo(ExitCode.ERROR);
        assertThat(answer.err()).contains("the database's copy of the manifest is damaged");
        assertThat(answer.out()).doesNotContain("the same");
    }

    @Test
    void aRunIsNotEvaluatedByRulesThatAreNotThoseOfThen(@TempDir Path folder) throws Exception {
        SealedDemo spoilt = demo.copy(folder);
        spoilt.inDocument("own-bucket.yml", content -> {
            String text = new String(content, StandardCharsets.UTF_8);
            content[text.indexOf("title: ") + "title: ".length()] ^= 1;
        });

        assertThat(evaluate(spoilt).code()).isEqualTo(ExitCode.ERROR);
        assertThat(evaluate(spoilt).err()).contains("are not those that it was made by");
    }

    @Test
    void byTheRulesOfThenTheFindingsAreTheSame() throws IOException {
        var answer = evaluate(
                demo,
                "--run",
                demo.id(),
                "--out",
                demo.folder().resolve("evaluated").toString());

        assertThat(answer.code()).as(answer.out() + answer.err()).isEqualTo(ExitCode.COMPLIANT);
        assertThat(answer.out())
                .startsWith("Assessment " + demo.id() + " evaluated again: ")
                .contains(manifest().findings().sha256())
                .endsWith("The findings are the same.\n");
        assertThat(demo.folder().resolve("evaluated/findings.jsonl"))
                .hasSameBinaryContentAs(demo.reports().resolve("findings.jsonl"));
    }

    @Test
    void byTheRulesOfTodayWhatChangesIsShownAndWhy(@TempDir Path rules) throws IOException {
        Files.writeString(
                rules.resolve("changed.yml"),
                Files.readString(Path.of("config/rules/s3/s3-bucket-classified.yml"))
                        .replaceFirst("severity: \\w+", "severity: CRITICAL"));
        Files.writeString(
                rules.resolve("new.yml"),
                Files.readString(Path.of(demo.rules(), "own-bucket.yml")).replace("id: own-bucket", "id: new-bucket"));

        var answer = evaluate(demo, "--rules", rules.toString());

        assertThat(answer.code()).as(answer.err()).isEqualTo(ExitCode.COMPLIANT);
        assertThat(answer.out())
                .containsPattern("\\d  none → FAIL  new-bucket: the rule is new\n")
                .containsPattern("\\d  FAIL → none  own-bucket: the rule is gone\n")
                .containsPattern(
                        "\\d  PASS, severity [A-Z]+ → CRITICAL  s3-bucket-classified: the rule was changed: severity"
                                + " [A-Z]+ → CRITICAL\n +arn:aws:s3:::")
                .contains("findings differ; sealed was " + manifest().findings().sha256());
    }

    @Test
    void findingsAndResourcesThatWereTakenOutOfTheDatabaseAreShown(@TempDir Path folder) throws Exception {
        SealedDemo spoilt = demo.copy(folder);
        spoilt.sql(
                "delete from finding_block where rule_id = 's3-bucket-classified' and status = 'FAIL'",
                "delete from resource where arn like 'arn:aws:ec2:%:volume/%'");

        var answer = evaluate(spoilt);

        assertThat(answer.code()).isEqualTo(ExitCode.ERROR);
        assertThat(answer.out())
                .contains("none → FAIL  s3-bucket-classified", "PASS → none  ebs-volume-classified")
                .contains("rules and settings are the same: the database or the software was changed");
    }

    @Test
    void reportsAreWrittenAgainWithTheRulesOfThenBesideTheSealedOnes(@TempDir Path folder) throws IOException {
        var sealed = FolderContents.of(demo.reports());

        var answer = atrest(
                "report",
                "--data",
                demo.data(),
                "--out",
                folder.toString(),
                "--format",
                "jsonl,csv",
                "--language",
                "de");

        assertThat(answer.code()).as(answer.err()).isEqualTo(ExitCode.COMPLIANT);
        Path again = folder.resolve(demo.id() + "-again");
        assertThat(again.resolve("findings.jsonl"))
                .hasSameBinaryContentAs(demo.reports().resolve("findings.jsonl"));
        assertThat(again.resolve("backlog.csv")).content().contains("own-bucket");
        assertThat(FolderContents.of(demo.reports())).isEqualTo(sealed);
    }

    @Test
    void whatIsNotThereIsAnErrorThatSaysSo(@TempDir Path empty) {
        assertThat(atrest("verify", empty.resolve("none").toString()).err()).contains("there is no folder");
        assertThat(atrest("verify", empty.toString()).out())
                .contains("manifest.json is missing: there is nothing to compare with");
        assertThat(evaluate(demo, "--run", "20000101T000000Z").err()).contains("no assessment '20000101T000000Z'");
    }
}
