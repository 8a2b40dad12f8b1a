package dev.atrest.jobs.cli;

import dev.atrest.evaluators.RuleCatalog;
import dev.atrest.evaluators.RuleSkeleton;
import dev.atrest.jobs.Home;
import dev.atrest.model.ResourceType;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code atrest rules new}. */
@Command(
        name = "new",
        description =
                "Write the beginning of a rule of your own: a file with comments that loads and whose examples hold.",
        mixinStandardHelpOptions = true)
final class RulesNewCommand implements Callable<Integer> {

    @Parameters(paramLabel = "ID", description = "Id of the rule, in kebab-case; names the file.")
    private String id;

    @Option(
            names = "--resource",
            paramLabel = "TYPE",
            required = true,
            converter = ScopeOptions.TypeConverter.class,
            description = "What the rule is about: S3Bucket, EbsVolume, EbsSnapshot, KmsKey, Trail, AccountSettings or"
                    + " RegionSettings.")
    private ResourceType type;

    @Option(
            names = "--dir",
            paramLabel = "DIR",
            defaultValue = "my-rules",
            description = "Folder of your own rules; made when it does not exist. Default: ${DEFAULT-VALUE}.")
    private Path folder;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        if (!RuleSkeleton.isId(id)) {
            throw new ParameterException(
                    spec.commandLine(),
                    "'" + id
                            + "' is no id of a rule: lower-case words and digits joined by '-', as in s3-bucket-owned");
        }
        RuleCatalog.load(Home.locate().config()).find(id).ifPresent(shipped -> {
            throw new CommandException(
                    "rule '%s' ships with atrest. To replace it, copy %s to your folder and change the copy"
                            .formatted(id, Home.locate().config().resolve(shipped.file())));
        });
        Files.createDirectories(folder);
        Path file = folder.resolve(id + ".yml");
        try {
            Files.writeString(file, RuleSkeleton.of(id, type), StandardOpenOption.CREATE_NEW);
        } catch (FileAlreadyExistsException e) {
            throw new CommandException(file + " is there already; nothing was written");
        }
        spec.commandLine()
                .getOut()
                .printf(
                        "%s%nTest it with:   atrest rules test %s%nAssess with it: atrest assess --rules %2$s%n",
                        file, folder);
        spec.commandLine().getOut().flush();
        return ExitCode.COMPLIANT;
    }
}
