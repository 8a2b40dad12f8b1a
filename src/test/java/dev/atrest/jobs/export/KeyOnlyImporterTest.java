package dev.atrest.jobs.export;

import static dev.atrest.jobs.backlog.StoredNights.ACCOUNT;
import static dev.atrest.jobs.backlog.StoredNights.RULE;
import static dev.atrest.jobs.backlog.StoredNights.arn;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.atrest.jobs.backlog.StoredNights;
import dev.atrest.jobs.export.TicketExports.Again;
import dev.atrest.jobs.export.TicketExports.Choice;
import dev.atrest.jobs.store.BacklogFilter;
import dev.atrest.model.BacklogItem;
import dev.atrest.model.Coverage;
import dev.atrest.model.Finding;
import dev.atrest.model.FindingStatus;
import dev.atrest.writers.tickets.TicketMapping;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A ticketing system that finds its tickets by nothing but their keys, fed with the files of every night. */
@ResourceLock("Spring Batch")
class KeyOnlyImporterTest {

    private static final String TARGET = "desk";
    private static final Predicate<String> TAKES_ALL = _ -> false;

    @TempDir
    private Path folder;

    private StoredNights nights;
    private TicketMapping mapping;
    private final TicketTable table = TicketTable.findingByKey();

    @BeforeEach
    void anEmptyBacklog() throws IOException {
        nights = new StoredNights(folder.resolve("data"));
        String csv = Files.readString(Path.of("config/exports/csv.yml"));
        mapping = TicketMapping.read(Files.writeString(
                folder.resolve("desk.yml"), csv + "import: { findsBy: ticket, rows: 4, newWithout: [Ticket] }\n"));
    }

    @AfterEach
    void close() {
        nights.close();
    }

    private static Finding volume(String name, FindingStatus status) {
        return StoredNights.volume(ACCOUNT, name, status);
    }

    private static String item(String volume) {
        return BacklogItem.idOf(RULE, arn(ACCOUNT, volume));
    }

    private Exported export(Again again) throws IOException {
        Path file = Files.createTempDirectory(folder, "export").resolve("tickets.csv");
        return nights.exports().export(TARGET, mapping, new Choice.Unacknowledged(), again, file, false);
    }

    private Exported export() throws IOException {
        return export(Again.NOTHING);
    }

    private static Again again(Exported lost) {
        return new Again(true, Optional.of(lost.id()));
    }

    private void imports(Exported exported, Predicate<String> refuses) throws IOException {
        for (Path file : exported.files()) {
            table.imports(file, refuses);
        }
    }

    private Acknowledged acknowledge(Optional<Long> export) throws IOException {
        return nights.exports().acknowledge(TARGET, mapping, table.exports(folder.resolve("from-table.csv")), export);
    }

    private void assertTheTableIsTheBacklog() {
        table.assertEquals(nights.backlog().items(BacklogFilter.ALL).toList());
    }

    @Test
    void whatWaitsForItsKeyIsNotGivenAgainAndIsUpdatedAsSoonAsTheKeyIsKnown() throws IOException {
        nights.night(0, ACCOUNT, volume("a", FindingStatus.FAIL), volume("b", FindingStatus.FAIL));
        Exported first = export();
        assertThat(first.created()).isEqualTo(2);
        imports(first, TAKES_ALL);

        nights.night(
                1,
                ACCOUNT,
                volume("a", FindingStatus.FAIL),
                volume("b", FindingStatus.PASS),
                volume("c", FindingStatus.FAIL));
        Exported second = export();
        assertThat(second.created()).as("c alone").isEqualTo(1);
        assertThat(second.rows()).isEqualTo(1);
        assertThat(second.awaiting()).isEqualTo(2);
        imports(second, TAKES_ALL);
        assertThat(nights.exports().awaiting(TARGET))
                .extracting(one -> one.export().id(), TicketExports.Awaiting::items)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(first.id(), 2L),
                        org.assertj.core.groups.Tuple.tuple(second.id(), 1L));

        Acknowledged late = acknowledge(Optional.empty());
        assertThat(late.taken()).as("of both: tickets were made of their rows").isEqualTo(3);
        assertThat(late.awaiting()).isZero();
        assertThat(late.left()).isZero();
        Exported third = export();
        assertThat(third.closed()).isEqualTo(1);
        assertThat(third.rows()).isEqualTo(1);
        imports(third, TAKES_ALL);
        assertTheTableIsTheBacklog();
        assertThat(acknowledge(Optional.empty()).taken()).isEqualTo(1);
        assertThat(export().rows()).isZero();
    }

    @Test
    void whatWasLostOrRefusedIsGivenAgainOnlyWhenThatIsSaid() throws IOException {
        nights.night(0, ACCOUNT, volume("a", FindingStatus.FAIL), volume("b", FindingStatus.FAIL));
        Exported first = export();
        imports(first, item("b")::equals);
        Acknowledged partly = acknowledge(Optional.of(first.id()));
        assertThat(partly.taken()).isEqualTo(1);
        assertThat(partly.awaiting()).isEqualTo(1);
        nights.night(
                1,
                ACCOUNT,
                volume("a", FindingStatus.FAIL),
                volume("b", FindingStatus.FAIL),
                volume("c", FindingStatus.FAIL));
        Exported lost = export();
        assertThat(lost.created()).as("c").isEqualTo(1);
        assertThatThrownBy(() -> export(new Again(true, Optional.of(99L))))
                .isInstanceOf(ExportRefused.class)
                .hasMessageContaining("no export 99");
        Exported refused = export(again(first));
        assertThat(refused.created()).as("b").isEqualTo(1);
        imports(refused, TAKES_ALL);
        imports(export(again(lost)), TAKES_ALL);
        assertTheTableIsTheBacklog();
        acknowledge(Optional.empty());
        assertThat(export().rows()).isZero();
        assertThat(nights.exports().awaiting(TARGET)).isEmpty();
    }

    @Test
    void withoutKeysNothingIsUpdatedAndNothingIsMadeTwice() throws IOException {
        nights.night(0, ACCOUNT, volume("a", FindingStatus.FAIL));
        Exported first = export();
        imports(first, TAKES_ALL);
        assertThat(nights.exports()
                        .acknowledgeAll(TARGET, mapping, Optional.of(first.id()))
                        .taken())
                .isEqualTo(1);
        assertThat(export().awaiting()).as("nothing to tell").isZero();
        nights.night(1, ACCOUNT, volume("a", FindingStatus.PASS));
        Exported second = export(new Again(true, Optional.empty()));
        assertThat(second.rows()).isZero();
        assertThat(second.awaiting()).isEqualTo(1);
        acknowledge(Optional.empty());
        imports(export(), TAKES_ALL);
        assertTheTableIsTheBacklog();
    }

    @Test
    void longExportsAreFilesOfAsManyRowsAsTheImporterTakesAndNewItemsHaveFilesOfTheirOwn() throws IOException {
        nights.night(
                0,
                Map.of(ACCOUNT, Coverage.Status.COMPLETE),
                IntStream.range(0, 9)
                        .mapToObj(number -> volume("vol-" + number, FindingStatus.FAIL))
                        .toList());
        Path file = folder.resolve("out/tickets.csv");
        Files.createDirectories(file.getParent());
        Files.writeString(file, "of an earlier night");
        Exported first = nights.exports().export(TARGET, mapping, new Choice.Unacknowledged(), file, false);
        assertThat(first.files())
                .extracting(one -> one.getFileName().toString())
                .containsExactly("tickets-1.csv", "tickets-2.csv", "tickets-3.csv");
        assertThat(file).doesNotExist();
        assertThat(file.getParent())
                .isDirectoryNotContaining(one -> one.getFileName().toString().startsWith("."));
        assertThat(first.files()).allSatisfy(one -> {
            assertThat(Files.getPosixFilePermissions(one)).hasSize(2);
            assertThat(Files.readAllLines(one).getFirst()).doesNotContain("\"Ticket\"");
        });
        assertThatThrownBy(() -> nights.exports().export(TARGET, mapping, new Choice.Unacknowledged(), file, false))
                .as("what is left of an earlier export would be imported with this one")
                .isInstanceOf(ExportRefused.class)
                .hasMessageContaining("tickets-")
                .hasMessageContaining("move it away");
        imports(first, TAKES_ALL);
        acknowledge(Optional.of(first.id()));
        assertTheTableIsTheBacklog();

        nights.night(1, ACCOUNT, volume("vol-0", FindingStatus.FAIL), volume("new", FindingStatus.FAIL));
        Exported second = export();
        assertThat(second.created()).isEqualTo(1);
        assertThat(second.closed()).isEqualTo(8);
        assertThat(second.files()).hasSize(3);
        assertThat(Files.readAllLines(second.files().getFirst()).getFirst()).doesNotContain("\"Ticket\"");
        assertThat(Files.readAllLines(second.files().getLast()).getFirst()).contains("\"Ticket\"");
        imports(second, TAKES_ALL);
        acknowledge(Optional.of(second.id()));
        assertTheTableIsTheBacklog();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void howeverLateFilesAreImportedAndKeysComeBackNothingIsMadeTwiceAndNothingIsLost(long seed) throws IOException {
        var random = new Random(seed);
        var toImport = new ArrayList<Exported>();
        var imported = new ArrayList<Exported>();
        var lost = new ArrayList<Exported>();
        for (int night = 0; night < 30; night++) {
            nights.night(
                    night,
                    Map.of(ACCOUNT, random.nextInt(9) == 0 ? Coverage.Status.DENIED : Coverage.Status.COMPLETE),
                    findings(random));
            // What is lost is known to be before it is told to be.
            Exported given = lost.isEmpty() ? export() : export(again(lost.removeFirst()));
            if (given.rows() > 0) {
                toImport.add(given);
            }
            int luck = random.nextInt(6);
            if (luck == 0 && !toImport.isEmpty() && toImport.getLast() == given && isWaiting(given)) {
                lost.add(toImport.removeLast());
            }
            while (luck > 2 && !toImport.isEmpty()) {
                imports(toImport.getFirst(), TAKES_ALL);
                imported.add(toImport.removeFirst());
            }
            if (random.nextInt(3) == 0) {
                acknowledgeInSomeWay(random, imported);
            }
        }
        for (int round = 0; round < 2; round++) {
            for (Exported given : toImport) {
                imports(given, TAKES_ALL);
            }
            imported.addAll(toImport);
            toImport.clear();
            while (!imported.isEmpty()) {
                acknowledgeInSomeWay(new Random(1), imported);
            }
            toImport.add(lost.isEmpty() ? export() : export(again(lost.removeFirst())));
        }
        imports(toImport.getFirst(), TAKES_ALL);
        assertTheTableIsTheBacklog();
    }

    private void acknowledgeInSomeWay(Random random, List<Exported> imported) throws IOException {
        if (imported.isEmpty()) {
            return;
        }
        Exported last = imported.getLast();
        imported.clear();
        boolean named = isWaiting(last) && random.nextInt(4) > 0;
        acknowledge(named ? Optional.of(last.id()) : Optional.empty());
    }

    private boolean isWaiting(Exported given) {
        return nights.exports().awaiting(TARGET).stream()
                .anyMatch(one -> one.export().id() == given.id());
    }

    private static List<Finding> findings(Random random) {
        var findings = new ArrayList<Finding>();
        for (int number = 0; number < 14; number++) {
            FindingStatus status = switch (random.nextInt(10)) {
                case 0 -> FindingStatus.PASS;
                case 1 -> FindingStatus.WAIVED;
                case 2 -> FindingStatus.NOT_ASSESSED;
                default -> FindingStatus.FAIL;
            };
            if (random.nextInt(8) > 0) {
                findings.add(volume("vol-" + number, status));
            }
        }
        return findings;
    }
}
