package dev.atrest.jobs.seal;

import dev.atrest.jobs.AssessmentRequest;
import dev.atrest.jobs.Progress;
import dev.atrest.jobs.StopRequest;
import dev.atrest.jobs.store.AssessmentStore;
import dev.atrest.jobs.store.InventoryStore;
import dev.atrest.jobs.store.SealStore;
import dev.atrest.writers.ReportFiles;
import dev.atrest.writers.seal.Manifest;
import dev.atrest.writers.seal.ManifestFormat;
import dev.atrest.writers.seal.PublicKeys;
import dev.atrest.writers.seal.Seal;
import dev.atrest.writers.seal.SigningKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.springframework.batch.core.configuration.annotation.StepScope;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.batch.core.step.tasklet.Tasklet;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.PlatformTransactionManager;

/** Seals the run: a manifest of all that it consists of, signed, in the folder of the reports and in the database. */
@Configuration(proxyBeanMethods = false)
public class SealStep {

    @Bean
    Step seal(
            JobRepository repository, PlatformTransactionManager transactions, @Qualifier("sealRun") Tasklet sealRun) {
        return new StepBuilder("seal", repository)
                .tasklet(sealRun, transactions)
                .build();
    }

    @Bean
    @StepScope
    Tasklet sealRun(
            @Value("#{jobParameters['assessment']}") String assessmentId,
            AssessmentRequest request,
            RunManifest manifests,
            RunDocuments documents,
            SigningKeys keys,
            SealStore seals,
            AssessmentStore assessments,
            InventoryStore inventory,
            StopRequest stop,
            Progress progress) {
        return (contribution, context) -> {
            // A run that an older version of atrest began has not kept them.
            documents.keep(assessmentId);
            progress.begin("Sealing", inventory.count(assessmentId), "resources");
            Path folder = request.reports().folder().resolve(assessmentId);
            ReportFiles.deleteUnfinished(folder);
            SigningKey key = keys.key();
            // What the database can hold, so that it tells the same time.
            Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
            Manifest manifest = manifests.of(assessmentId, folder, key, now, progress);
            stop.throwIfMade();
            byte[] json = ManifestFormat.write(manifest);
            var seal = new Seal(json, key.sign(json), PublicKeys.pem(key.publicKey()));
            write(seal, folder);
            seals.save(assessmentId, seal);
            assessments.markFinished(assessmentId, now);
            return RepeatStatus.FINISHED;
        };
    }

    static void write(Seal seal, Path folder) throws IOException {
        ReportFiles.put(Manifest.PUBLIC_KEY, folder, file -> Files.write(file, seal.publicKey()));
        ReportFiles.put(Manifest.FILE, folder, file -> Files.write(file, seal.manifest()));
        ReportFiles.put(Manifest.SIGNATURE, folder, file -> Files.write(file, seal.signature()));
    }
}
