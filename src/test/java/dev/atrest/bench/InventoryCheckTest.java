package dev.atrest.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atrest.model.Coverage;
import dev.atrest.model.ResourceType;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** A benchmark that measures a scan which lost something must say so. */
class InventoryCheckTest {

    private static final ScanEstate ESTATE =
            new ScanEstate(2, 2, 80, ScanMix.of(Map.of("buckets", 10, "volumes", 40, "snapshots", 40, "keys", 10)), 7);

    @TempDir
    private Path data;

    @BeforeEach
    void readAllOfIt() throws SQLException {
        run("create table resource (assessment_id varchar, arn varchar primary key, resource_type varchar,"
                + " account_id varchar, region varchar, facts varchar)");
        run("create table coverage (account_id varchar, region varchar, resource_type varchar, status varchar,"
                + " resources bigint, error_call varchar, error_code varchar)");
        for (ScanGroup group : ESTATE.groups()) {
            for (int number = 0; number < group.count(); number++) {
                run(
                        "insert into resource values ('run', ?, ?, ?, ?, ?)",
                        group.arnUpToNumber() + "%08d".formatted(number),
                        group.type().name(),
                        group.account(),
                        group.region(),
                        facts(group));
            }
        }
        for (int account = 0; account < 2; account++) {
            for (ResourceType type : ResourceType.values()) {
                var regions = type.scope() == ResourceType.Scope.ACCOUNT
                        ? java.util.List.of(Coverage.GLOBAL)
                        : ScanEstate.regions(2);
                for (String region : regions) {
                    run(
                            "insert into coverage select ?, ?, ?, 'COMPLETE', count(*), null, null from resource"
                                    + " where account_id = ? and resource_type = ? and ? in ('global', region)",
                            ScanEstate.account(account),
                            region,
                            type.name(),
                            ScanEstate.account(account),
                            type.name(),
                            region);
                }
            }
        }
    }

    private static String facts(ScanGroup group) {
        var values = new java.util.HashMap<String, Object>();
        values.put(
                "tags",
                group.dataClass().isEmpty()
                        ? Map.of("team", "bench")
                        : Map.of("team", "bench", ScanGroup.CLASS_TAG, group.dataClass()));
        values.put("encrypted", group.guarded());
        values.put("policy", group.guarded() ? ScanGroup.TLS_ONLY : "");
        values.put("rotation", Map.of("periodDays", ScanGroup.ROTATION_DAYS));
        String key = "arn:aws:kms:" + group.region() + ":" + group.account() + ":key/" + group.key();
        values.put("key", Map.of("id", group.key().isEmpty() ? "" : key));
        return JsonMapper.shared().writeValueAsString(Map.of("values", values, "unread", Map.of()));
    }

    @Test
    void anEstateWithoutKeysHasNothingThatAwsMakesAKeyFor() {
        var snapshots = new ScanEstate(2, 2, 80, ScanMix.of(Map.of("snapshots", 100)), 7);

        assertThat(snapshots.groups()).isNotEmpty().noneMatch(ScanGroup::guarded);
    }

    @Test
    void whatWasReadAsItWasMadeIsRight() throws Exception {
        var result = InventoryCheck.of(ESTATE, data);

        assertThat(result.examples()).isEmpty();
        assertThat(result.resources()).isEqualTo(80);
        assertThat(result.isRight()).isTrue();
        assertThat(result.isWhole()).isTrue();
    }

    @Test
    void aResourceThatIsNotThereIsLost() throws Exception {
        run("delete from resource where arn like '%volume/%' fetch first 1 row only");

        var result = InventoryCheck.of(ESTATE, data);

        assertThat(result.lost()).isEqualTo(1);
        assertThat(result.differing()).as("what its coverage counts").isEqualTo(1);
        assertThat(result.isRight()).isFalse();
    }

    @Test
    void aResourceThatNobodyMadeIsUnknown() throws Exception {
        run(
                "update resource set arn = replace(arn, '00000000', '99999999') where arn like 'arn:aws:s3:::bench-000001-00-%'");

        var result = InventoryCheck.of(ESTATE, data);

        assertThat(result.unknown()).isPositive();
        assertThat(result.lost()).isEqualTo(result.unknown());
    }

    @Test
    void aFactThatIsOtherThanMadeDiffers() throws Exception {
        run("update resource set facts = replace(facts, '\"encrypted\":true', '\"encrypted\":false')"
                + " where resource_type = 'EBS_SNAPSHOT'");

        var result = InventoryCheck.of(ESTATE, data);

        assertThat(result.differing()).isEqualTo(16);
        assertThat(result.examples()).first().asString().contains("/encrypted is 'false' and not 'true'");
    }

    @Test
    void aListingThatNobodySpeaksOfIsLostAndOneThatSaysItsErrorIsAGap() throws Exception {
        run("delete from coverage where resource_type = 'TRAIL' and account_id = ?", ScanEstate.account(0));
        run("delete from resource where resource_type = 'KMS_KEY' and account_id = ?", ScanEstate.account(1));
        run(
                "update coverage set status = 'FAILED', error_code = 'Throttling' where resource_type = 'KMS_KEY'"
                        + " and account_id = ?",
                ScanEstate.account(1));

        var result = InventoryCheck.of(ESTATE, data);

        assertThat(result.lost()).as("listings of trails").isPositive();
        assertThat(result.gaps()).isEqualTo(2);
        assertThat(result.examples()).noneMatch(example -> example.contains("lacks"));
    }

    private void run(String sql, String... values) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:h2:file:" + data.resolve("atrest"));
                var statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setString(i + 1, values[i]);
            }
            statement.execute();
        }
    }
}
