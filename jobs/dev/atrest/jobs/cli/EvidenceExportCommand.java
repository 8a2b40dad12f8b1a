package dev.atrest.jobs.cli;

import dev.atrest.jobs.AtrestContext;
import dev.atrest.jobs.Home;
import dev.atrest.jobs.Progress;
import dev.atrest.jobs.seal.EvidenceExport;
import dev.atrest.jobs.store.Assessment;
import dev.atrest.jobs.store.AssessmentStore;
import dev.atrest.jobs.store.SealStore;
import dev.atrest.writers.seal.Seal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code atrest evidence export}. */
@Command(
        name = "export",
        description = {
            "Write the inventory of an assessment, with the rules it was judged by and its seal, into one file (zip).",
            "It says where an organisation is weak: it is readable by its owner only."
        },
        mixinStandardHelpOptions = true)
final class EvidenceExportCommand implements Callable<Integer> {

    @Parameters(paramLabel = "FILE", description = "The file to write, e.g. evidence.zip.")
    private Path file;

    @Mixin
    private RunOption run;

    @Mixin
    private DataOption data;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        Path absolute = file.toAbsolutePath().normalize();
        if (absolute.getFileName() == null || Files.isDirectory(absolute)) {
            throw new CommandException(
                    file + " is a folder; name the file to write, e.g. " + file.resolve("evidence.zip"));
        }
        try (var context = AtrestContext.start(Home.locate(), data.folder(), "evidence export", beans -> {});
                Progress progress = TerminalProgress.create()) {
            Assessment assessment = run.find(context.getBean(AssessmentStore.class), data.folder());
            Seal seal = context.getBean(SealStore.class)
                    .find(assessment.id())
                    .orElseThrow(() -> new CommandException("assessment " + assessment.id()
                            + " has no seal: it was made by an older version of atrest, or was interrupted"));
            List<String> differences = context.getBean(EvidenceExport.class).write(seal, file, progress);
            progress.close();
            if (!differences.isEmpty()) {
                throw new CommandException(String.join("\n", differences)
                        + "\nNothing was exported: the evidence is not what was sealed.");
            }
            spec.commandLine()
                    .getOut()
                    .println("Evidence of assessment " + assessment.id() + " is in " + file
                            + "; on another machine: atrest evidence import " + file.getFileName());
            spec.commandLine().getOut().flush();
        }
        return ExitCode.COMPLIANT;
    }
}
