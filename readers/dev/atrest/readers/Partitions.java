package dev.atrest.readers;

import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import software.amazon.awssdk.regions.PartitionMetadata;
import software.amazon.awssdk.regions.Region;

/**
 * The partitions of AWS (aws, aws-us-gov, aws-cn, ...), by the names of regions and ARNs. They share neither accounts nor
 * credentials, so a run is in one of them: that of its home region.
 */
final class Partitions {

    /** AWS lists FIPS endpoints for regions of the United States and Canada, and KMS and few others beyond them. */
    private static final Set<String> WITHOUT_FIPS = Set.of("aws-cn");

    private Partitions() {}

    /** Id of a region's partition; regions that nobody has heard of belong to the one whose names theirs resembles. */
    static String ofRegion(String region) {
        return PartitionMetadata.of(Region.of(region)).id();
    }

    /**
     * Sees that what a run names goes together: asked in another partition, AWS would know neither the account nor the region,
     * and nothing would be looked at.
     *
     * @throws ScopeException naming what belongs elsewhere
     */
    static void requireOne(String homeRegion, AwsAccess access, Scope scope, Optional<AccountsFile> accountsFile) {
        String partition = ofRegion(homeRegion);
        String home = "the home region " + homeRegion + " to " + partition;
        namedRegions(scope, accountsFile)
                .filter(region -> !ofRegion(region).equals(partition))
                .findFirst()
                .ifPresent(region -> {
                    throw new ScopeException("Region " + region + " belongs to partition " + ofRegion(region) + ", and "
                            + home + "; a run is in one partition, that of --home-region");
                });
        namedRoles(access, accountsFile)
                .filter(role -> role.startsWith("arn:") && !role.startsWith("arn:" + partition + ":"))
                .findFirst()
                .ifPresent(role -> {
                    throw new ScopeException("Role " + role + " belongs to partition " + role.split(":", 3)[1]
                            + ", and " + home + "; a run is in one partition, that of --home-region");
                });
        if (access.fips() && access.endpoint().isPresent()) {
            throw new ScopeException("--fips and --endpoint-url exclude each other: the first chooses AWS's endpoints");
        }
        if (access.fips() && WITHOUT_FIPS.contains(partition)) {
            throw new ScopeException("Partition " + partition + " has no endpoints validated by FIPS 140; --fips is for"
                    + " partitions aws and aws-us-gov");
        }
    }

    /** Those that the scope names, then those of the accounts file, each in the order of their names. */
    static Stream<String> namedRegions(Scope scope, Optional<AccountsFile> accountsFile) {
        return Stream.concat(
                scope.regions().stream().sorted(),
                accountsFile.stream()
                        .flatMap(file -> file.entries().values().stream())
                        .flatMap(entry -> entry.regions().stream())
                        .sorted());
    }

    private static Stream<String> namedRoles(AwsAccess access, Optional<AccountsFile> accountsFile) {
        return Stream.concat(
                access.roleName().stream(),
                accountsFile.stream()
                        .flatMap(file -> file.entries().values().stream())
                        .flatMap(entry -> entry.role().stream()));
    }
}
