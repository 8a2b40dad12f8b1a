package dev.atrest.jobs.cli;

import dev.atrest.readers.AwsAccess;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** How AWS is reached. */
final class AccessOptions {

    @Option(
            names = "--accounts-file",
            paramLabel = "FILE",
            description = "YAML list of the accounts. Default: AWS Organizations is asked.")
    private @Nullable Path accountsFile;

    @Option(
            names = "--role",
            paramLabel = "NAME",
            description =
                    "Role to assume in every account. Default: none, so only the caller's own account is assessed.")
    private @Nullable String role;

    @Option(names = "--external-id", paramLabel = "ID", description = "External id that the role asks for.")
    private @Nullable String externalId;

    @Option(
            names = "--profile",
            paramLabel = "NAME",
            description = "Profile of the AWS configuration files. Default: the SDK's default credentials chain.")
    private @Nullable String profile;

    @Option(
            names = "--home-region",
            paramLabel = "REGION",
            description = "Region for STS and Organizations. Default: as the AWS configuration says.")
    private @Nullable String homeRegion;

    @Option(
            names = "--endpoint-url",
            paramLabel = "URL",
            converter = EndpointConverter.class,
            description = "Ask this AWS-compatible endpoint instead of AWS.")
    private @Nullable URI endpoint;

    @Option(
            names = "--in-flight",
            paramLabel = "N",
            defaultValue = "64",
            converter = InFlightConverter.class,
            description = "Most calls under way at once. Default: ${DEFAULT-VALUE}.")
    private int inFlight;

    AwsAccess access() {
        return new AwsAccess(
                Optional.ofNullable(endpoint),
                Optional.ofNullable(homeRegion),
                Optional.ofNullable(profile),
                Optional.ofNullable(role),
                Optional.ofNullable(externalId),
                "atrest",
                Optional.ofNullable(accountsFile),
                inFlight);
    }

    static final class InFlightConverter implements ITypeConverter<Integer> {
        @Override
        public Integer convert(String value) {
            try {
                int calls = Integer.parseInt(value);
                if (calls >= 1) {
                    return calls;
                }
            } catch (NumberFormatException e) {
                // answered below, as a number that is too small
            }
            throw new TypeConversionException("'" + value + "' is not a number of calls: 1 or more");
        }
    }

    static final class EndpointConverter implements ITypeConverter<URI> {
        @Override
        public URI convert(String value) {
            try {
                URI uri = URI.create(value);
                if (uri.getHost() != null && ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))) {
                    return uri;
                }
            } catch (IllegalArgumentException e) {
                // answered below, as any other text that is no address
            }
            throw new TypeConversionException("'" + value + "' is not an address: http://HOST:PORT or https://HOST");
        }
    }
}
