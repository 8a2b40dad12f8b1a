package dev.atrest.jobs.cli;

import static dev.atrest.jobs.backlog.StoredNights.ACCOUNT;
import static dev.atrest.jobs.backlog.StoredNights.RULE;
import static dev.atrest.jobs.backlog.StoredNights.arn;
import static dev.atrest.jobs.backlog.StoredNights.id;
import static dev.atrest.jobs.backlog.StoredNights.volume;
import static org.assertj.core.api.Assertions.assertThat;

import dev.atrest.jobs.backlog.StoredNights;
import dev.atrest.model.BacklogItem;
import dev.atrest.model.FindingStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;

/** {@code atrest export}. */
@ResourceLock("Spring Batch")
class ExportCommandTest {

    private static final String ITEM = BacklogItem.idOf(RULE, arn(ACCOUNT, "vol-1"));

    @TempDir
    private Path folder;

    private Path data;

    private CommandAnswer atrest(String... arguments) {
        return CommandAnswer.over(data, arguments);
    }

    @BeforeEach
    void aNight() throws IOException {
        data = folder.resolve("data");
        try (var nights = new StoredNights(data)) {
            nights.night(
                    0,
                    ACCOUNT,
                    volume(ACCOUNT, "vol-1", FindingStatus.FAIL),
                    volume(ACCOUNT, "vol-2", FindingStatus.FAIL));
        }
    }

    @Test
    void anExportIsWrittenAndAcknowledgedAndTheBacklogKnowsTheTickets() throws IOException {
        Path out = folder.resolve("jira.csv");
        var exported = atrest("export", "--to", "jira", "--out", out.toString(), "--bom");
        assertThat(exported.code()).as(exported.err()).isEqualTo(ExitCode.COMPLIANT);
        assertThat(exported.out())
                .contains("2 to create, 0 to update, 0 to close")
                .contains("atrest export --to jira --export 1 --acknowledge TICKETS.csv");
        assertThat(Files.readString(out))
                .startsWith("\uFEFF\"Issue Key\",\"Summary\",")
                .contains(ITEM);

        Path tickets = Files.writeString(
                folder.resolve("tickets.csv"), "Issue key,Custom field (External ID)\nSEC-17," + ITEM + "\n");
        var acknowledged = atrest("export", "--to", "jira", "--acknowledge", tickets.toString());
        assertThat(acknowledged.code()).as(acknowledged.err()).isEqualTo(ExitCode.COMPLIANT);
        assertThat(acknowledged.out())
                .contains(
                        "1 ticket key noted",
                        "Export 1 to jira is acknowledged: 1 item.",
                        "the key of the ticket is not known: 1 item")
                .doesNotContain("next export");
        assertThat(atrest("backlog").out()).contains(ITEM + "  SEC-17");

        assertThat(atrest("export", "--to", "jira", "--out", out.toString()).out())
                .as("Jira would make it twice")
                .contains("Nothing new for jira")
                .contains("export 1 of ", ": 1 item", "--acknowledge TICKETS.csv", "--again --export N --out FILE");
        assertThat(atrest("export", "--to", "jira", "--out", out.toString(), "--again", "--export", "1")
                        .out())
                .contains("1 to create, 0 to update");
        assertThat(Files.readString(out)).contains("vol-2").doesNotContain("vol-1");
        assertThat(atrest("export", "--to", "jira", "--acknowledge-all").out()).contains("Export 3 to jira");
        assertThat(atrest("export", "--to", "jira", "--out", out.toString()).out())
                .contains("Nothing new for jira");
        assertThat(Files.readString(out)).hasLineCount(1);
        assertThat(atrest("export", "--to", "jira", "--out", out.toString(), "--since", id(0))
                        .out())
                .contains("Nothing new for jira");
        assertThat(atrest("export", "--to", "jira", "--out", out.toString(), "--since", "2026-11-01")
                        .out())
                .contains("0 to create, 1 to update");
    }

    @Test
    void ownMappingsTakeTheirPlaceByNameOrByFile() throws IOException {
        Path own = Files.createDirectories(folder.resolve("own/exports"));
        String text = "columns: { Ours: '{externalId}' }\nacknowledge: { externalId: [Ours], ticket: [Theirs] }\n";
        Files.writeString(own.resolve("jira.yml"), text);
        Path desk = Files.writeString(own.resolve("desk.yml"), text);
        Path out = folder.resolve("out.csv");
        String rules = own.getParent().toString();
        assertThat(atrest("export", "--to", "jira", "--rules", rules, "--out", out.toString())
                        .err())
                .isEmpty();
        assertThat(Files.readString(out)).startsWith("\"Ours\"\r\n");
        assertThat(atrest("export", "--to", "desk", "--rules", rules, "--out", out.toString())
                        .out())
                .contains("2 to create");
        assertThat(atrest("export", "--to", "other", "--mapping", desk.toString(), "--out", out.toString())
                        .out())
                .contains("2 to create");
    }

    @Test
    void wrongCommandLinesAndFilesAreTold() throws IOException {
        String out = folder.resolve("out.csv").toString();
        var unknown = atrest("export", "--to", "topdesk", "--out", out);
        assertThat(unknown.code()).isEqualTo(ExitCode.USAGE);
        assertThat(unknown.err())
                .contains("no mapping 'topdesk'", "azure-devops, csv, github, jira, servicenow", "--mapping");
        assertThat(atrest("export", "--to", "../jira", "--out", out).code()).isEqualTo(ExitCode.USAGE);
        assertThat(atrest("export", "--to", "jira").code()).isEqualTo(ExitCode.USAGE);
        assertThat(atrest("export", "--to", "jira", "--out", out, "--acknowledge-all")
                        .code())
                .isEqualTo(ExitCode.USAGE);
        assertThat(atrest("export", "--to", "jira", "--out", out, "--export", "1")
                        .err())
                .contains("--export is for");
        assertThat(atrest("export", "--to", "jira", "--acknowledge-all", "--all")
                        .err())
                .contains("are for --out");
        assertThat(atrest("export", "--to", "jira", "--out", out, "--since", "yesterday")
                        .err())
                .contains("'yesterday' is neither a date");
        assertThat(atrest("export", "--to", "jira", "--acknowledge-all").err()).contains("no export to jira waits");
        Path broken = Files.writeString(folder.resolve("broken.yml"), "columns: { A: '{b}' }\n");
        var mapping = atrest("export", "--to", "jira", "--mapping", broken.toString(), "--out", out);
        assertThat(mapping.code()).isEqualTo(ExitCode.ERROR);
        assertThat(mapping.err()).contains("atrest: " + broken + ":1: found the field {b}");
        assertThat(Path.of(out)).doesNotExist();
    }
}
