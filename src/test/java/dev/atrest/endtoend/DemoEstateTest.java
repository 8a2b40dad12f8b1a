package dev.atrest.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atrest.embeddedaws.estate.Account;
import dev.atrest.embeddedaws.estate.Bucket;
import dev.atrest.embeddedaws.estate.Estate;
import dev.atrest.embeddedaws.estate.Key;
import dev.atrest.embeddedaws.estate.Numbered;
import dev.atrest.embeddedaws.estate.Region;
import dev.atrest.embeddedaws.estate.Snapshot;
import dev.atrest.embeddedaws.estate.Volume;
import dev.atrest.endtoend.EstateYaml.Entry;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The demo's estate is one that the endpoint can play, and one that AWS could hold. */
class DemoEstateTest {

    private static final Path FILE = Path.of("embedded-aws/demo-estate.yml");

    private final Estate estate = Estate.load(FILE);

    @Test
    void oneAccountIsSuspendedAndOneLetsNobodyIn() {
        assertThat(estate.accounts()).hasSize(9);
        assertThat(estate.accounts().stream().filter(account -> account.status().equals("SUSPENDED")))
                .hasSize(1);
        assertThat(estate.accounts().stream().filter(account -> !account.assumable()))
                .hasSize(1);
    }

    @Test
    void fourRegionsAreEnabledOfWhichOneIsDenied() {
        assertThat(estate.regions().enabled()).hasSize(4);
        assertThat(estate.regions().denied()).containsExactly("ap-southeast-1");
    }

    @Test
    void idsAreAsAwsMakesThem() {
        assertThat(ids(regional(Region::volumes)))
                .doesNotHaveDuplicates()
                .allMatch(id -> id.matches("vol-0[0-9a-f]{16}"));
        assertThat(ids(regional(Region::snapshots)))
                .doesNotHaveDuplicates()
                .allMatch(id -> id.matches("snap-0[0-9a-f]{16}"));
        assertThat(ids(regional(Region::keys)))
                .allMatch(id -> id.matches("mrk-[0-9a-f]{32}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"));
        assertThat(ids(buckets()))
                .doesNotHaveDuplicates()
                .allMatch(name -> name.matches("[a-z0-9][a-z0-9-]{1,61}[a-z0-9]"));
    }

    @Test
    void tagsStayWithinTheLengthsThatAwsAllows() {
        Stream<String> values = Stream.of(
                        buckets().map(Bucket::tags),
                        regional(Region::volumes).map(Volume::tags),
                        regional(Region::snapshots).map(Snapshot::tags),
                        regional(Region::keys).map(Key::tags))
                .flatMap(Function.identity())
                .flatMap(tags -> tags.values().stream());
        assertThat(values.mapToInt(String::length).max()).hasValue(256);
    }

    @Test
    void theExpectationsReadTheSameResourcesFromTheFile() {
        EstateYaml yaml = EstateYaml.read(FILE);
        List<Account> scanned = estate.accounts().stream()
                .filter(account -> account.assumable() && account.status().equals("ACTIVE"))
                .toList();
        assertThat(yaml.scannedAccounts())
                .isEqualTo(scanned.stream().map(Account::id).toList());
        assertThat(yaml.scannedAccounts().stream().flatMap(id -> yaml.buckets(id).stream()))
                .extracting(bucket -> bucket.text("name", ""))
                .isEqualTo(ids(scanned.stream().flatMap(account -> account.buckets().stream())));
        assertThat(idsInFile(yaml, "volumes")).hasSameElementsAs(ids(regional(Region::volumes)));
        assertThat(idsInFile(yaml, "snapshots")).hasSameElementsAs(ids(regional(Region::snapshots)));
    }

    private static List<String> idsInFile(EstateYaml yaml, String kind) {
        return yaml.regional(kind).map((Entry entry) -> entry.text("id", "")).toList();
    }

    private Stream<Bucket> buckets() {
        return estate.accounts().stream().flatMap(account -> account.buckets().stream());
    }

    private <T> Stream<T> regional(Function<Region, List<T>> kind) {
        return estate.accounts().stream()
                .flatMap(account -> account.regions().values().stream())
                .flatMap(region -> kind.apply(region).stream());
    }

    private static List<String> ids(Stream<? extends Numbered<?>> entries) {
        return entries.flatMap(entry ->
                        IntStream.range(0, entry.count()).mapToObj(number -> Numbered.number(entry.id(), number)))
                .toList();
    }
}
