package dev.atrest.jobs.cli;

import dev.atrest.jobs.AtrestContext;
import dev.atrest.jobs.Home;
import dev.atrest.jobs.seal.StoredSeal;
import dev.atrest.writers.VisibleText;
import dev.atrest.writers.seal.Manifest;
import dev.atrest.writers.seal.PublicKeys;
import dev.atrest.writers.seal.SealedFolder;
import dev.atrest.writers.seal.Verification;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code atrest verify}. */
@Command(
        name = "verify",
        description = {
            "Compare a folder of reports with its seal, and say what was changed.",
            "Exits with 0 when nothing was, and with 1 otherwise."
        },
        mixinStandardHelpOptions = true)
final class VerifyCommand implements Callable<Integer> {

    @Parameters(paramLabel = "DIR", description = "The folder of the reports, e.g. out/20260131T020000Z.")
    private Path folder;

    @Option(
            names = "--key",
            paramLabel = "FILE",
            description =
                    "The public key (PEM) that must have signed, got from whoever runs the assessments. Default: the"
                            + " one in DIR, which whoever changes DIR could change, too.")
    private @Nullable Path key;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Compare the inventory, the rules and the findings in the database of this folder, too.")
    private @Nullable Path data;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        if (!Files.isDirectory(folder)) {
            throw new CommandException("there is no folder " + folder);
        }
        Optional<PublicKey> trusted = key == null ? Optional.empty() : Optional.of(PublicKeys.read(key));
        Verification verification = SealedFolder.verify(folder, trusted);
        var differences = new ArrayList<>(verification.differences());
        if (data != null && verification.manifest().isPresent()) {
            differences.addAll(inDatabase(verification.manifest().get(), data));
        }
        PrintWriter out = spec.commandLine().getOut();
        differences.forEach(out::println);
        verification.notes().forEach(note -> out.println("Note: " + note));
        out.println(
                differences.isEmpty()
                        ? intact(verification.manifest().orElseThrow())
                        : "Not intact: "
                                + (differences.size() == 1 ? "1 difference" : differences.size() + " differences"));
        verification.key().ifPresent(by -> out.println(SignedBy.inWords(by, key != null, "DIR")));
        out.flush();
        return differences.isEmpty() ? ExitCode.COMPLIANT : ExitCode.ERROR;
    }

    private static List<String> inDatabase(Manifest manifest, Path data) throws IOException {
        if (!Files.isDirectory(data)) {
            throw new CommandException("there is no folder " + data);
        }
        try (var context = AtrestContext.start(Home.locate(), data, "verify", beans -> {})) {
            return context.getBean(StoredSeal.class).differences(manifest);
        }
    }

    private String intact(Manifest manifest) {
        return "Intact: assessment %s, sealed %s, %d files%s"
                .formatted(
                        VisibleText.of(manifest.assessment().id()),
                        manifest.assessment().sealedAt(),
                        manifest.files().size(),
                        data == null ? "" : "; inventory, rules and findings in the database");
    }
}
