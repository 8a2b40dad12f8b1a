package dev.atrest.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.atrest.embeddedaws.EmbeddedAws;
import dev.atrest.embeddedaws.estate.Estate;
import dev.atrest.evaluators.RuleCatalog;
import dev.atrest.evaluators.ShippedRules;
import dev.atrest.jobs.AssessmentFailed;
import dev.atrest.jobs.AssessmentRequest;
import dev.atrest.jobs.AssessmentRun;
import dev.atrest.jobs.AtrestContext;
import dev.atrest.jobs.Home;
import dev.atrest.jobs.Progress;
import dev.atrest.jobs.report.ReportFormat;
import dev.atrest.jobs.report.ReportFormats;
import dev.atrest.jobs.report.ReportRequest;
import dev.atrest.jobs.seal.Signing;
import dev.atrest.model.Circumstances;
import dev.atrest.model.ResourceType;
import dev.atrest.readers.Scope;
import dev.atrest.writers.Protection;
import dev.atrest.writers.seal.Manifest;
import dev.atrest.writers.seal.ManifestFormat;
import dev.atrest.writers.seal.SealedFolder;
import dev.atrest.writers.seal.Sha256;
import dev.atrest.writers.seal.Verification;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;

/** An assessment ends with its seal, made with the key that was wished for. */
@ResourceLock(Assessing.SPRING_BATCH)
class SealTest {

    private static final String KEY = "arn:aws:kms:eu-central-1:111111111111:key/";
    private static final String SIGNS = KEY + "11111111-1111-4111-8111-111111111111";
    private static final String ENCRYPTS = KEY + "22222222-2222-4222-8222-222222222222";
    private static final Scope BUCKETS = new Scope(Set.of(), Set.of(), Set.of(ResourceType.S3_BUCKET), false);

    private static final RuleCatalog CATALOG = ShippedRules.CATALOG;

    @TempDir
    private Path folder;

    /** Of the last run that ended. */
    private Circumstances circumstances;

    private static EmbeddedAws aws() {
        return EmbeddedAws.start(Estate.parse("""
                regions: { enabled: [eu-central-1] }
                accounts:
                  - id: "111111111111"
                    buckets: [ { name: one }, { name: two, tags: { DataProtectionClass: CONFIDENTIAL } } ]
                    regions:
                      eu-central-1:
                        keys:
                          - { id: 11111111-1111-4111-8111-111111111111, spec: ECC_NIST_P256, aliases: [ alias/seal ] }
                          - { id: 22222222-2222-4222-8222-222222222222 }
                """));
    }

    /** Assesses the buckets, or goes on, and gives the folder of the reports. */
    private Path assess(EmbeddedAws aws, Signing signing, Progress progress) throws IOException {
        Home home = Home.locate();
        var usual = Assessing.request(aws, BUCKETS, folder);
        var request = new AssessmentRequest(
                usual.access(),
                usual.credentials(),
                BUCKETS,
                new ReportRequest(
                        usual.reports().folder(),
                        Locale.ENGLISH,
                        List.of(),
                        List.of(ReportFormat.JSONL, ReportFormat.CSV),
                        Protection.NONE));
        ReportFormats formats = ReportFormats.load(home.reportTemplates(), request.reports());
        try (var context = AtrestContext.start(home, folder.resolve("data"), beans -> {
            beans.registerBean(ReportFormats.class, () -> formats);
            beans.registerBean(RuleCatalog.class, () -> CATALOG);
            beans.registerBean(AssessmentRequest.class, () -> request);
            beans.registerBean(Progress.class, () -> progress);
            beans.registerBean(Signing.class, () -> signing);
        })) {
            AssessmentRun run = context.getBean(AssessmentRun.class);
            AssessmentRun.Outcome outcome = run.run(run.interrupted());
            circumstances = outcome.report().circumstances();
            return outcome.folder();
        }
    }

    private static Verification verify(Path reports) throws IOException {
        return SealedFolder.verify(reports, Optional.empty());
    }

    @Test
    void aRunThatEndedBetweenReportsAndSealGoesOnWithTheSealAloneAndTheNextIsChainedToIt() throws IOException {
        Progress breaks = new Progress() {
            @Override
            public void begin(String task, long total, String unit) {
                if (task.equals("Sealing")) {
                    throw new IllegalStateException("broken on purpose");
                }
            }

            @Override
            public void advance(long units) {}

            @Override
            public void close() {}
        };
        var own = new Signing.KeyOfTheDataFolder();
        try (var aws = aws()) {
            assertThatThrownBy(() -> assess(aws, own, breaks)).isInstanceOf(AssessmentFailed.class);
            Path unsealed;
            try (var runs = Files.list(folder.resolve("out"))) {
                unsealed = runs.findFirst().orElseThrow();
            }
            Path report = unsealed.resolve("findings.jsonl");
            Object written = Files.readAttributes(report, "unix:ino").get("ino");
            assertThat(unsealed.resolve(Manifest.FILE)).doesNotExist();
            aws.calls().reset();

            Path first = assess(aws, own, Progress.SILENT);

            assertThat(first).isEqualTo(unsealed);
            assertThat(Files.readAttributes(report, "unix:ino").get("ino"))
                    .as("the report is not written again")
                    .isEqualTo(written);
            assertThat(aws.calls().of("s3:*")).isZero();
            assertThat(verify(first).differences()).isEmpty();
            assertThat(verify(first).manifest().orElseThrow().previous()).isEmpty();

            Path second = assess(aws, own, Progress.SILENT);

            assertThat(second).isNotEqualTo(first);
            assertThat(verify(second).differences()).isEmpty();
            assertThat(verify(second).notes()).isEmpty();
            assertThat(verify(second).manifest().orElseThrow().previous())
                    .contains(new Manifest.Previous(
                            first.getFileName().toString(),
                            Sha256.of(Files.readAllBytes(first.resolve(Manifest.FILE)))));
            assertThat(verify(second).key())
                    .as("the same key")
                    .isEqualTo(verify(first).key());
            assertThat(verify(second).manifest().orElseThrow().findings())
                    .isEqualTo(ManifestFormat.read(Files.readAllBytes(first.resolve(Manifest.FILE)))
                            .findings());
            assertThat(aws.calls().of("kms:Sign"))
                    .as("nothing but reads is asked of AWS")
                    .isZero();
        }
    }

    @Test
    void aKeyOfKmsSealsWhereItIsWishedFor() throws IOException {
        try (var aws = aws()) {
            Path reports = assess(aws, new Signing.KeyInKms(SIGNS), Progress.SILENT);

            Verification verification = verify(reports);
            assertThat(verification.differences()).isEmpty();
            assertThat(verification.manifest().orElseThrow().signedWith().algorithm())
                    .isEqualTo("ECDSA_SHA_256");
            assertThat(aws.calls().of("111111111111", "eu-central-1", "kms:Sign"))
                    .isEqualTo(1);
            assertThat(folder.resolve("data/signing-key.pem")).doesNotExist();
            assertThat(circumstances.role()).isEqualTo("atrest-audit");
            assertThat(circumstances.ruleDigests())
                    .isEqualTo(verification.manifest().orElseThrow().catalog().rules())
                    .containsKey("s3-bucket-classified");
            assertThat(circumstances.settings()).containsEntry("slaDays.HIGH", "30");
            assertThat(circumstances.software())
                    .containsEntry("Java", Runtime.version().toString())
                    .containsKeys("atrest", "AWS SDK for Java");
        }
    }

    @Test
    void aKeyThatCannotSealEndsTheRunBeforeAnythingIsRead() {
        try (var aws = aws()) {
            assertThatThrownBy(() -> assess(aws, new Signing.KeyInKms(ENCRYPTS), Progress.SILENT))
                    .hasStackTraceContaining(ENCRYPTS + " cannot be used (kms:GetPublicKey)");
            assertThatThrownBy(() -> assess(aws, new Signing.KeyInKms("alias/seal"), Progress.SILENT))
                    .hasStackTraceContaining("'alias/seal' is no ARN of a KMS key");
            assertThat(aws.calls().of("s3:*")).isZero();
        }
    }
}
