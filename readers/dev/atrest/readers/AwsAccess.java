package dev.atrest.readers;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * How to reach AWS.
 *
 * @param endpoint address of an AWS-compatible endpoint that answers for all services; empty for AWS itself
 * @param homeRegion region for calls that belong to none (STS, Organizations); empty for the SDK's default
 * @param profile profile of the shared AWS configuration; empty for the SDK's default credentials chain
 * @param roleName name of the role to assume in every account; empty to use the caller's own credentials, which then
 *     can only assess the caller's own account
 * @param externalId external id that the role asks for
 * @param sessionName names the role session in CloudTrail; carries the assessment id
 * @param accountsFile YAML list of accounts; empty to ask Organizations
 * @param callsInFlight most calls that may be under way at once, over all accounts
 * @param sessionDuration how long credentials of an assumed role hold before they are renewed; empty for AWS's hour
 * @param sessionTags tags of the role session, by key, for roles and policies that ask for them
 * @param fips whether to use the endpoints whose cryptography is validated by FIPS 140
 */
public record AwsAccess(
        Optional<URI> endpoint,
        Optional<String> homeRegion,
        Optional<String> profile,
        Optional<String> roleName,
        Optional<String> externalId,
        String sessionName,
        Optional<Path> accountsFile,
        int callsInFlight,
        Optional<Duration> sessionDuration,
        Map<String, String> sessionTags,
        boolean fips) {

    /** With AWS's hour, no session tags and the usual endpoints. */
    public AwsAccess(
            Optional<URI> endpoint,
            Optional<String> homeRegion,
            Optional<String> profile,
            Optional<String> roleName,
            Optional<String> externalId,
            String sessionName,
            Optional<Path> accountsFile,
            int callsInFlight) {
        this(
                endpoint,
                homeRegion,
                profile,
                roleName,
                externalId,
                sessionName,
                accountsFile,
                callsInFlight,
                Optional.empty(),
                Map.of(),
                false);
    }

    public AwsAccess withSessionName(String name) {
        return new AwsAccess(
                endpoint,
                homeRegion,
                profile,
                roleName,
                externalId,
                name,
                accountsFile,
                callsInFlight,
                sessionDuration,
                sessionTags,
                fips);
    }

    /** The same with role sessions that hold so long and carry these tags. */
    public AwsAccess withSessions(Optional<Duration> duration, Map<String, String> tags) {
        return new AwsAccess(
                endpoint,
                homeRegion,
                profile,
                roleName,
                externalId,
                sessionName,
                accountsFile,
                callsInFlight,
                duration,
                Map.copyOf(tags),
                fips);
    }

    /** The same by endpoints whose cryptography is validated by FIPS 140, or the usual ones. */
    public AwsAccess withFips(boolean wanted) {
        return new AwsAccess(
                endpoint,
                homeRegion,
                profile,
                roleName,
                externalId,
                sessionName,
                accountsFile,
                callsInFlight,
                sessionDuration,
                sessionTags,
                wanted);
    }
}
