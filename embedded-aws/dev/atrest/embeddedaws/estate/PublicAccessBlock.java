package dev.atrest.embeddedaws.estate;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * The four switches of S3 Block Public Access. In YAML also {@code all} (all on), {@code none} (all off) or
 * {@code notConfigured}.
 *
 * @param configured false when S3 answers NoSuchPublicAccessBlockConfiguration
 */
public record PublicAccessBlock(
        boolean configured,
        boolean blockPublicAcls,
        boolean ignorePublicAcls,
        boolean blockPublicPolicy,
        boolean restrictPublicBuckets) {

    /** Everything is blocked: how a bucket is born. */
    public static final PublicAccessBlock ALL = new PublicAccessBlock(true, true, true, true, true);

    /** How an account is born. */
    public static final PublicAccessBlock NOT_CONFIGURED = new PublicAccessBlock(false, false, false, false, false);

    @JsonCreator
    static PublicAccessBlock of(
            @JsonProperty("blockPublicAcls") @Nullable Boolean blockPublicAcls,
            @JsonProperty("ignorePublicAcls") @Nullable Boolean ignorePublicAcls,
            @JsonProperty("blockPublicPolicy") @Nullable Boolean blockPublicPolicy,
            @JsonProperty("restrictPublicBuckets") @Nullable Boolean restrictPublicBuckets) {
        return new PublicAccessBlock(
                true,
                Defaults.or(blockPublicAcls, false),
                Defaults.or(ignorePublicAcls, false),
                Defaults.or(blockPublicPolicy, false),
                Defaults.or(restrictPublicBuckets, false));
    }

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    static PublicAccessBlock named(String name) {
        return switch (Defaults.oneOf(name, "publicAccessBlock", "all", "none", "notConfigured")) {
            case "all" -> ALL;
            case "none" -> of(false, false, false, false);
            default -> NOT_CONFIGURED;
        };
    }
}
