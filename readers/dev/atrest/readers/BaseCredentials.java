package dev.atrest.readers;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.profiles.ProfileFileSystemSetting;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.AwsProfileRegionProvider;
import software.amazon.awssdk.regions.providers.AwsRegionProvider;
import software.amazon.awssdk.regions.providers.AwsRegionProviderChain;
import software.amazon.awssdk.regions.providers.InstanceProfileRegionProvider;
import software.amazon.awssdk.regions.providers.SystemSettingsRegionProvider;

/** The credentials and the home region that a run starts with, from the shared AWS configuration and the environment. */
final class BaseCredentials {

    private static final String FALLBACK_REGION = "us-east-1";

    private BaseCredentials() {}

    /** @throws AccessException when there are none */
    static AwsCredentialsProvider of(Optional<String> profile) {
        profile.ifPresent(BaseCredentials::requireProfile);
        var builder = DefaultCredentialsProvider.builder();
        profile.ifPresent(builder::profileName);
        DefaultCredentialsProvider credentials = builder.build();
        try {
            credentials.resolveCredentials();
            return credentials;
        } catch (SdkException e) {
            throw new AccessException(
                    "No AWS credentials found"
                            + profile.map(name -> " in profile '" + name + "'").orElse("")
                            + ": sign in with 'aws sso login', name a profile, or set AWS_ACCESS_KEY_ID and"
                            + " AWS_SECRET_ACCESS_KEY",
                    e);
        }
    }

    private static void requireProfile(String name) {
        ProfileFile file = ProfileFile.defaultProfileFile();
        if (file.profile(name).isEmpty()) {
            String known = file.profiles().isEmpty()
                    ? "none is configured"
                    : "there are "
                            + String.join(
                                    ", ",
                                    file.profiles().keySet().stream().sorted().toList());
            throw new ScopeException("Unknown AWS profile '" + name + "'; " + known);
        }
    }

    /** @param named a region that the run looks at: where none is configured, it tells at least the partition */
    static String homeRegion(AwsAccess access, Optional<String> named) {
        return access.homeRegion()
                .or(() -> configuredRegion(access))
                .or(() -> named)
                .orElse(FALLBACK_REGION);
    }

    private static Optional<String> configuredRegion(AwsAccess access) {
        AwsRegionProvider profile = new AwsProfileRegionProvider(
                null, access.profile().orElseGet(ProfileFileSystemSetting.AWS_PROFILE::getStringValueOrThrow));
        // Another endpoint than AWS needs no instance metadata, for which a machine outside AWS waits in vain.
        AwsRegionProvider chain = access.endpoint().isPresent()
                ? new AwsRegionProviderChain(new SystemSettingsRegionProvider(), profile)
                : new AwsRegionProviderChain(
                        new SystemSettingsRegionProvider(), profile, new InstanceProfileRegionProvider());
        try {
            @Nullable Region region = chain.getRegion();
            return Optional.ofNullable(region).map(Region::id);
        } catch (SdkException e) {
            return Optional.empty();
        }
    }
}
