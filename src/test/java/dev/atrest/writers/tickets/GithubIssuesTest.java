package dev.atrest.writers.tickets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.atrest.model.BacklogItem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The script that brings an export to GitHub, with a command gh that keeps its issues in a file. */
class GithubIssuesTest {

    private static final String GH = """
            #!/usr/bin/python3
            import json, os, sys
            path = os.environ["ISSUES"]
            issues = json.load(open(path)) if os.path.exists(path) else []
            words = sys.argv[1:]
            def option(name):
                return words[words.index(name) + 1]
            if words[:2] == ["issue", "list"]:
                print(json.dumps(issues))
            elif words[:2] == ["issue", "create"]:
                if "refuse" in option("--title"):
                    sys.exit("title is refused")
                number = len(issues) + 1
                issues.append({"number": number, "title": option("--title"), "body": sys.stdin.read(), "state": "OPEN"})
                print(f"https://github.com/o/r/issues/{number}")
            elif words[0] == "issue":
                issue = issues[int(words[2]) - 1]
                if words[1] == "edit":
                    issue["title"] = option("--title")
                    issue["body"] = sys.stdin.read()
                else:
                    issue["state"] = {"close": "CLOSED", "reopen": "OPEN"}[words[1]]
            json.dump(issues, open(path, "w"))
            """;

    private final TicketMapping mapping = TicketMapping.read(Path.of("config/exports/github.yml"));

    @TempDir
    private Path folder;

    @BeforeEach
    void aCommandGh() throws IOException {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/python3")), "skipped: apt-get install python3");
        Path gh = Files.writeString(Files.createDirectory(folder.resolve("bin")).resolve("gh"), GH);
        Files.setPosixFilePermissions(gh, PosixFilePermissions.fromString("rwx------"));
    }

    private int bring(TicketItem... items) throws IOException, InterruptedException {
        Path export = folder.resolve("export.csv");
        try (var csv = TicketCsv.open(export, mapping, true)) {
            for (TicketItem item : items) {
                csv.write(item);
            }
        }
        var builder = new ProcessBuilder(
                "/usr/bin/python3",
                Path.of("config/exports/github-issues.py").toAbsolutePath().toString(),
                export.toString(),
                "o/r",
                folder.resolve("tickets.csv").toString());
        builder.environment().put("PATH", folder.resolve("bin") + ":/usr/bin:/bin");
        builder.environment().put("ISSUES", folder.resolve("issues.json").toString());
        Path errors = folder.resolve("errors.txt");
        return builder.redirectErrorStream(true)
                .redirectOutput(errors.toFile())
                .start()
                .waitFor();
    }

    private List<JsonNode> issues() throws IOException {
        return List.copyOf(new JsonMapper()
                .readTree(Files.readString(folder.resolve("issues.json")))
                .values());
    }

    @Test
    void issuesAreMadeOnceUpdatedClosedAndReopenedAndTheirNumbersComeBack() throws Exception {
        String hostile = "\"; rm -rf /\n<!-- atrest:other -->";
        var created = TicketItems.item("vol-1", hostile, "=cmd");
        assertThat(bring(created))
                .as(Files.readString(folder.resolve("errors.txt")))
                .isZero();
        assertThat(bring(created)).isZero();
        assertThat(issues()).singleElement().satisfies(issue -> {
            assertThat(issue.get("title").asString()).isEqualTo("Volumes with INTERNAL data are encrypted: vol-1");
            assertThat(issue.get("body").asString())
                    .startsWith("<!-- atrest:" + TicketItems.ID + " -->")
                    .contains(hostile);
        });
        var keys = TicketKeys.read(folder.resolve("tickets.csv"), mapping.keys());
        assertThat(keys.keys().get(TicketItems.ID).ticket()).isEqualTo("1");

        bring(TicketItems.item("vol-1", "", "", BacklogItem.State.RESOLVED, TicketItem.Action.CLOSE));
        assertThat(issues())
                .singleElement()
                .satisfies(issue -> assertThat(issue.get("state").asString()).isEqualTo("CLOSED"));
        bring(TicketItems.item("vol-1", "", "", BacklogItem.State.REOPENED, TicketItem.Action.REOPEN));
        assertThat(issues())
                .singleElement()
                .satisfies(issue -> assertThat(issue.get("state").asString()).isEqualTo("OPEN"));
    }

    @Test
    void whatWasClosedBeforeItBecameAnIssueIsAClosedIssue() throws Exception {
        bring(TicketItems.item("vol-1", "", "", BacklogItem.State.GONE, TicketItem.Action.CLOSE));
        assertThat(issues())
                .singleElement()
                .satisfies(issue -> assertThat(issue.get("state").asString()).isEqualTo("CLOSED"));
        assertThat(TicketKeys.read(folder.resolve("tickets.csv"), mapping.keys())
                        .keys())
                .containsKey(TicketItems.ID);
    }

    @Test
    void whatGitHubRefusesIsToldAndNoTicket() throws Exception {
        assertThat(bring(TicketItems.item("refuse", "", ""))).isEqualTo(1);
        assertThat(Files.readString(folder.resolve("errors.txt")))
                .contains(TicketItems.ID + ": title is refused", "1 of 1 rows");
        assertThat(TicketKeys.read(folder.resolve("tickets.csv"), mapping.keys())
                        .keys())
                .isEmpty();
    }
}
