package dev.atrest.jobs.cli;

import dev.atrest.readers.AwsAccess;
import dev.atrest.readers.SessionDuration;
import dev.atrest.readers.SessionLimits;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** How AWS is reached. */
final class AccessOptions {

    @Option(
            names = "--accounts-file",
            paramLabel = "FILE",
            description = "YAML file of the accounts, or of what is special about accounts of the organisation."
                    + " Default: AWS Organizations is asked.")
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

    @Option(
            names = "--session-duration",
            paramLabel = "SECONDS",
            converter = DurationConverter.class,
            description = "How long credentials of an assumed role hold before they are renewed. Default: one hour.")
    private @Nullable Duration sessionDuration;

    @Option(
            names = "--session-tag",
            paramLabel = "KEY=VALUE",
            description = "Tag of the role sessions, for trust policies that ask for it; may be repeated.")
    private Map<String, String> sessionTags = Map.of();

    @Option(names = "--fips", description = "Use the endpoints whose cryptography is validated by FIPS 140.")
    private boolean fips;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    /** @throws ParameterException when STS would refuse what is asked for, in every account */
    AwsAccess access() {
        require(role, SessionLimits::refusalOfRole, "--role: '" + role + "' is not");
        // Which one it is would be nobody's to read in a terminal.
        require(externalId, SessionLimits::refusalOfExternalId, "--external-id: what is given is not");
        require(sessionTags, SessionLimits::refusalOfTags, "--session-tag: " + sessionTags + " is not");
        return new AwsAccess(
                        Optional.ofNullable(endpoint),
                        Optional.ofNullable(homeRegion),
                        Optional.ofNullable(profile),
                        Optional.ofNullable(role),
                        Optional.ofNullable(externalId),
                        "atrest",
                        Optional.ofNullable(accountsFile),
                        inFlight)
                .withSessions(Optional.ofNullable(sessionDuration), sessionTags)
                .withFips(fips);
    }

    private <T> void require(@Nullable T value, Function<T, Optional<String>> refusal, String found) {
        if (value != null) {
            refusal.apply(value).ifPresent(allowed -> {
                throw new ParameterException(command.commandLine(), found + " " + allowed);
            });
        }
    }

    static final class DurationConverter implements ITypeConverter<Duration> {
        @Override
        public Duration convert(String value) {
            try {
                return SessionDuration.ofSeconds(Long.parseLong(value));
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(
                        "'" + value + "' is not a session duration: " + SessionDuration.ALLOWED);
            }
        }
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
