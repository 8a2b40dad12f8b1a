package dev.atrest.readers;

import java.net.URI;
import java.nio.file.Path;
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
 */
public record AwsAccess(
        Optional<URI> endpoint,
        Optional<String> homeRegion,
        Optional<String> profile,
        Optional<String> roleName,
        Optional<String> externalId,
        String sessionName,
        Optional<Path> accountsFile,
        int callsInFlight) {

    public AwsAccess withSessionName(String name) {
        return new AwsAccess(endpoint, homeRegion, profile, roleName, externalId, name, accountsFile, callsInFlight);
    }
}
