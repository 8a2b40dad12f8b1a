package dev.atrest.jobs.cli;

import dev.atrest.model.ResourceType;
import dev.atrest.readers.Scope;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** What is looked at. */
final class ScopeOptions {

    @Option(
            names = "--account",
            paramLabel = "ID",
            split = ",",
            converter = AccountConverter.class,
            description = "Assess only these accounts. Default: all that are discovered.")
    private List<String> accounts = List.of();

    @Mixin
    private AccountFilterOptions filter;

    @Option(
            names = "--region",
            paramLabel = "REGION",
            split = ",",
            description = "Assess only these regions. Default: all that are enabled.")
    private List<String> regions = List.of();

    @Option(
            names = "--type",
            paramLabel = "TYPE",
            split = ",",
            converter = TypeConverter.class,
            description = "Assess only these resource types: S3Bucket, EbsVolume, EbsSnapshot, KmsKey, Trail,"
                    + " AccountSettings, RegionSettings. Default: all.")
    private List<ResourceType> types = List.of();

    @Option(
            names = "--no-snapshot-sharing",
            description = "Do not ask with which accounts snapshots are shared, which takes one call a snapshot.")
    private boolean noSnapshotSharing;

    @Option(
            names = "--encryption-contexts",
            description =
                    "Search CloudTrail for sensitive data in encryption contexts, as many days back as the setting"
                            + " contextDays says. AWS answers two such calls a second.")
    private boolean encryptionContexts;

    Scope scope() {
        var scope = new Scope(
                Set.copyOf(accounts),
                Set.copyOf(regions),
                types.isEmpty() ? EnumSet.allOf(ResourceType.class) : EnumSet.copyOf(types),
                !noSnapshotSharing);
        var filtered = scope.withAccountFilter(filter.filter());
        return encryptionContexts ? filtered.withEncryptionContexts() : filtered;
    }

    static final class AccountConverter implements ITypeConverter<String> {
        @Override
        public String convert(String value) {
            if (!value.matches("\\d{12}")) {
                throw new TypeConversionException("'" + value + "' is not an account id: twelve digits");
            }
            return value;
        }
    }

    static final class TypeConverter implements ITypeConverter<ResourceType> {
        @Override
        public ResourceType convert(String value) {
            return ResourceType.byLabel(value)
                    .orElseThrow(() -> new TypeConversionException(
                            "'" + value + "' is not a resource type: " + ResourceType.labels()));
        }
    }
}
