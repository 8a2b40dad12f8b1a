package dev.atrest.embeddedaws.estate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EstateTest {

    @Test
    void theSmallEstateIsRead() {
        Estate estate = Estate.load(Path.of("src/test/resources/estates/small.yml"));

        assertThat(estate.accounts())
                .extracting(Account::id)
                .containsExactly("111111111111", "222222222222", "333333333333", "444444444444");
        Account shop = estate.account("222222222222").orElseThrow();
        assertThat(shop.tags()).isEqualTo(Map.of("CostCentre", "4711"));
        assertThat(shop.buckets().getFirst().encryption().key()).contains("alias/shop");
        assertThat(shop.region("eu-central-1").snapshots().get(1).started())
                .isBetween(
                        Instant.now().minus(Duration.ofDays(401)), Instant.now().minus(Duration.ofDays(399)));
        assertThat(shop.region("us-west-2").volumes()).isEmpty();
    }

    @Test
    void whatIsLeftOutIsAsAwsHasIt() {
        Estate estate = Estate.parse("""
                accounts:
                  - id: "111111111111"
                    buckets: [{ name: plain }]
                    regions:
                      eu-west-1:
                        keys: [{ id: k }]
                        trails: [{ name: t, bucket: plain }]
                """);

        Account account = estate.accounts().getFirst();
        assertThat(account.status()).isEqualTo("ACTIVE");
        assertThat(account.publicAccessBlock().configured()).isFalse();
        assertThat(account.buckets().getFirst().encryption().algorithm()).isEqualTo("AES256");
        assertThat(account.buckets().getFirst().publicAccessBlock()).isEqualTo(PublicAccessBlock.ALL);
        assertThat(account.region("eu-west-1").keys().getFirst().spec()).isEqualTo("SYMMETRIC_DEFAULT");
        assertThat(account.region("eu-west-1").trails().getFirst().eventSelectors())
                .singleElement()
                .satisfies(selector -> assertThat(selector.readWriteType()).isEqualTo("All"));
        assertThat(estate.regions().enabled()).containsExactly("eu-west-1");
        assertThat(estate.caller()).isEqualTo("111111111111");
    }

    @Test
    void anUnknownPropertyIsNamedWithFileLineAndWhatIsAllowed(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("typo.yml"), """
                accounts:
                  - id: "111111111111"
                    buckets:
                      - name: plain
                        encrpytion: AES256
                """);

        assertThatThrownBy(() -> Estate.load(file))
                .isInstanceOf(EstateException.class)
                .hasMessageContaining("typo.yml:5: accounts[0].buckets[0].encrpytion: unknown property 'encrpytion'")
                .hasMessageContaining("allowed: count, created, encryption, logging");
    }

    @Test
    void aValueThatIsNotAllowedIsNamedWithThoseThatAre() {
        assertThatThrownBy(() -> Estate.parse("""
                accounts:
                  - id: "111111111111"
                    buckets:
                      - name: plain
                        encryption: ROT13
                """))
                .hasMessageMatching(
                        "(?s)estate:5: .*encryption is 'ROT13'; allowed: AES256, aws:kms, aws:kms:dsse, notConfigured");
    }

    @Test
    void aTimeThatIsNoneIsNamedWithItsLine() {
        assertThatThrownBy(() -> Estate.parse("""
                accounts:
                  - id: "111111111111"
                    buckets:
                      - { name: plain, created: yesterday }
                """))
                .hasMessageContaining("estate:4: ")
                .hasMessageContaining("yesterday")
                .hasMessageContaining("-400d");
    }

    @Test
    void brokenYamlIsNamedWithItsLine() {
        assertThatThrownBy(() -> Estate.parse("accounts:\n  - id: \"1\n")).hasMessageStartingWith("estate:");
    }

    @Test
    void aRegionThatIsNotEnabledIsRefused() {
        assertThatThrownBy(() -> Estate.parse("""
                regions: { enabled: [us-east-1] }
                accounts:
                  - id: "111111111111"
                    regions: { eu-west-1: {} }
                """)).hasMessageContaining("'eu-west-1'; enabled are: us-east-1");
    }

    @Test
    void oneEntryCanStandForManyAccounts() {
        Estate estate = Estate.parse("""
                accounts:
                  - id: "111111111111"
                  - id: "2000{n}"
                    count: 3
                    name: workload {n}
                    buckets: [{ name: "data-{account}-{n}", count: 1000000 }]
                """);

        assertThat(estate.accounts()).hasSize(4);
        Account last = estate.accounts().getLast();
        assertThat(last.id()).isEqualTo("200000000002");
        assertThat(last.name()).isEqualTo("workload 00000002");
        assertThat(last.buckets().getFirst().copy(999_999).name()).isEqualTo("data-200000000002-00999999");
    }

    @Test
    void aRegionOfAnotherPartitionIsAnErrorWithItsLine() {
        assertThatThrownBy(() -> Estate.parse("""
                # not eu-central-1
                partition: aws-us-gov
                accounts:
                  - id: "111111111111"
                    regions:
                      us-gov-west-1: {}
                      eu-central-1: {}
                """))
                .hasMessage("estate:7: region 'eu-central-1' belongs to partition aws, and the estate is of partition"
                        + " aws-us-gov; allowed are regions such as us-gov-west-1");
        assertThatThrownBy(() -> Estate.parse("""
                regions: { enabled: [eu-central-1] }
                accounts: [ { id: "111111111111", regions: { eu-central-1: { keys: [
                  { id: mrk-1, multiRegion: PRIMARY, replicaRegions: [cn-north-1] } ] } } } ]
                """))
                .hasMessageStartingWith("estate:3: region 'cn-north-1' belongs to partition aws-cn");
    }

    @Test
    void anUnknownPartitionIsAnErrorThatTellsThoseThatThereAre() {
        assertThatThrownBy(() -> Estate.parse("""
                partition: china
                accounts: [ { id: "111111111111" } ]
                """))
                .hasMessage("estate:1: partition: 'china' is not allowed; allowed: aws, aws-us-gov, aws-cn");
    }

    @Test
    void anEstateWithoutRegionsIsInTheFirstRegionOfItsPartition() {
        assertThat(Estate.parse("""
                                partition: aws-cn
                                accounts: [ { id: "111111111111" } ]
                                """).regions().enabled()).containsExactly("cn-north-1");
    }
}
