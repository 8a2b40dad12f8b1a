package dev.atrest.jobs.cli;

import dev.atrest.jobs.AtrestContext;
import dev.atrest.jobs.Home;
import dev.atrest.jobs.Progress;
import dev.atrest.jobs.seal.EvidenceArchive;
import dev.atrest.jobs.seal.EvidenceImport;
import dev.atrest.writers.VisibleText;
import dev.atrest.writers.seal.Manifest;
import dev.atrest.writers.seal.PublicKeys;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PublicKey;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code atrest evidence import}. */
@Command(
        name = "import",
        description = {
            "Take the evidence of an assessment from a file into the database, and evaluate it; AWS is not asked.",
            "Signature and digests are checked before anything is written. Exits with 0 when the findings are those that"
                    + " were sealed, and with 1 otherwise."
        },
        mixinStandardHelpOptions = true)
final class EvidenceImportCommand implements Callable<Integer> {

    @Parameters(paramLabel = "FILE", description = "What atrest evidence export wrote.")
    private Path file;

    @Option(
            names = "--key",
            paramLabel = "FILE",
            description =
                    "The public key (PEM) that must have signed, got from whoever runs the assessments. Default: the"
                            + " one in FILE, which whoever changes FILE could change, too.")
    private @Nullable Path key;

    @Mixin
    private DataOption data;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        if (!Files.isRegularFile(file)) {
            throw new CommandException("there is no file " + file);
        }
        Optional<PublicKey> trusted = key == null ? Optional.empty() : Optional.of(PublicKeys.read(key));
        try (EvidenceArchive archive = EvidenceArchive.open(file, trusted);
                var context = AtrestContext.start(Home.locate(), data.folder(), "evidence import", beans -> {});
                Progress progress = TerminalProgress.create()) {
            EvidenceImport.Imported imported =
                    context.getBean(EvidenceImport.class).read(archive, progress);
            progress.close();
            tell(imported);
            return imported.same() ? ExitCode.COMPLIANT : ExitCode.ERROR;
        }
    }

    private void tell(EvidenceImport.Imported imported) {
        Manifest manifest = imported.manifest();
        PrintWriter out = spec.commandLine().getOut();
        out.println("Imported assessment %s of %s: %d resources, %d findings, SHA-256 %s"
                .formatted(
                        manifest.assessment().id(),
                        manifest.assessment().startedAt(),
                        manifest.inventory().lines(),
                        imported.findings().lines(),
                        imported.findings().sha256()));
        out.println(
                imported.same()
                        ? "The findings are those that were sealed."
                        : "The findings are not those that were sealed: %s, by version %s of atrest"
                                .formatted(
                                        manifest.findings().sha256(),
                                        VisibleText.of(manifest.assessment().version())));
        out.println(SignedBy.inWords(imported.key(), key != null, "FILE"));
        out.flush();
    }
}
