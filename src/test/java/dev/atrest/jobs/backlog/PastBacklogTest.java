package dev.atrest.jobs.backlog;

import static dev.atrest.jobs.backlog.StoredNights.ACCOUNT;
import static dev.atrest.jobs.backlog.StoredNights.RULE;
import static dev.atrest.jobs.backlog.StoredNights.arn;
import static dev.atrest.jobs.backlog.StoredNights.at;
import static dev.atrest.jobs.backlog.StoredNights.volume;
import static org.assertj.core.api.Assertions.assertThat;

import dev.atrest.jobs.store.BacklogFilter;
import dev.atrest.jobs.store.StoredItem;
import dev.atrest.model.BacklogItem;
import dev.atrest.model.Finding;
import dev.atrest.model.FindingStatus;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;

/** What the backlog was in the morning is what it is told to have been, ever after. */
@ResourceLock("Spring Batch")
class PastBacklogTest {

    @TempDir
    private Path data;

    /** What there is to say of an item at a time, but for what its last failure says. */
    private static Map<String, String> told(List<StoredItem> items) {
        return items.stream().collect(Collectors.toMap(StoredItem::id, item -> {
            var standing = item.standing();
            return "%s due %s opened %s first %s closed %s reopened %d"
                    .formatted(
                            item.state(),
                            standing.dueOn(),
                            standing.openedAt(),
                            standing.firstSeenAt(),
                            standing.closedAt(),
                            standing.reopened());
        }));
    }

    @Test
    void theBacklogOfEveryNightIsToldAsItWasThen() throws IOException {
        var fail = FindingStatus.FAIL;
        var pass = FindingStatus.PASS;
        var waived = FindingStatus.WAIVED;
        var unread = FindingStatus.NOT_ASSESSED;
        // A row is a volume, a column a night; where there is none, the volume is not there.
        Map<String, List<FindingStatus>> volumes = Map.of(
                "vol-1", List.of(fail, fail, pass, pass, fail, fail, unread, fail),
                "vol-2", List.of(fail, waived, waived, fail, unread, waived, unread, pass),
                "vol-3", List.of(waived, waived, unread, unread, fail, pass, fail, waived),
                "vol-4", List.of(pass, fail, fail),
                "vol-5", List.of(fail, fail, fail, fail, fail, fail, fail, fail));
        try (var nights = new StoredNights(data)) {
            var mornings = new ArrayList<Map<String, String>>();
            for (int night = 0; night < 8; night++) {
                assertThat(nights.past().isPast(at(night))).isFalse();
                var findings = new ArrayList<Finding>();
                int column = night;
                volumes.forEach((name, statuses) -> {
                    if (column < statuses.size()) {
                        findings.add(volume(ACCOUNT, name, statuses.get(column)));
                    }
                });
                nights.night(night, ACCOUNT, findings.toArray(Finding[]::new));
                mornings.add(told(nights.store().items(BacklogFilter.ALL).toList()));
            }

            for (int night = 0; night < 8; night++) {
                assertThat(told(nights.past().stored(at(night)).toList()))
                        .as("night " + night)
                        .isEqualTo(mornings.get(night));
                assertThat(nights.past().isPast(at(night))).isEqualTo(night < 7);
            }
            assertThat(nights.past().items(at(3)))
                    .extracting(BacklogItem::id)
                    .contains(BacklogItem.idOf(RULE, arn(ACCOUNT, "vol-2")))
                    .doesNotContain(BacklogItem.idOf(RULE, arn(ACCOUNT, "vol-1")));
        }
    }
}
