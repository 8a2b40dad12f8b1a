package dev.atrest.readers;

import dev.atrest.model.Coverage;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.auth.StsAssumeRoleCredentialsProvider;
import software.amazon.awssdk.services.sts.model.Tag;

/** The credentials to read an account with: those of a role there, which are renewed before they expire. */
final class AccountRoles {

    private static final Logger LOG = LoggerFactory.getLogger(AccountRoles.class);

    private final AwsAccess access;
    private final Caller caller;
    private final StsClient sts;
    private final Function<AwsCredentialsProvider, String> accountOf;
    private final AwsCredentialsProvider callersOwn;

    /** @param accountOf asks AWS to which account credentials belong */
    AccountRoles(
            AwsAccess access,
            Caller caller,
            StsClient sts,
            Function<AwsCredentialsProvider, String> accountOf,
            AwsCredentialsProvider callersOwn) {
        this.access = access;
        this.caller = caller;
        this.sts = sts;
        this.accountOf = accountOf;
        this.callersOwn = callersOwn;
    }

    /** @throws ReadException when no role can be assumed there, or the role belongs to another account */
    AwsCredentialsProvider credentials(String accountId, Optional<AccountsFile.Entry> entry) {
        Optional<String> role = entry.flatMap(AccountsFile.Entry::role).or(access::roleName);
        boolean own = accountId.equals(caller.accountId());
        if (role.isEmpty()) {
            if (own) {
                return callersOwn;
            }
            throw noRole(accountId);
        }
        AwsCredentialsProvider assumed = assumed(
                roleArn(accountId, role.get()),
                entry.flatMap(AccountsFile.Entry::externalId).or(access::externalId),
                entry.flatMap(AccountsFile.Entry::sessionDuration).or(access::sessionDuration));
        try {
            requireAccount(accountId, assumed);
            return assumed;
        } catch (ReadException e) {
            if (!own || e.gap().error().equals(AwsError.OTHER_ACCOUNT)) {
                throw e;
            }
            LOG.info(
                    "The caller's own account is read with the caller's credentials: {}",
                    e.gap().error());
            return callersOwn;
        }
    }

    /** ARN of the role to assume there, for a person. */
    String inWords(String accountId, Optional<AccountsFile.Entry> entry) {
        return entry.flatMap(AccountsFile.Entry::role)
                .or(access::roleName)
                .map(role -> roleArn(accountId, role))
                .orElse("no role");
    }

    boolean givesExternalId(Optional<AccountsFile.Entry> entry) {
        return entry.flatMap(AccountsFile.Entry::externalId)
                .or(access::externalId)
                .isPresent();
    }

    private AwsCredentialsProvider assumed(
            String roleArn, Optional<String> externalId, Optional<Duration> sessionDuration) {
        List<Tag> tags = new TreeMap<>(access.sessionTags())
                .entrySet().stream()
                        .map(tag -> Tag.builder()
                                .key(tag.getKey())
                                .value(tag.getValue())
                                .build())
                        .toList();
        return new RoleCredentials(() -> StsAssumeRoleCredentialsProvider.builder()
                .stsClient(sts)
                .refreshRequest(request -> {
                    request.roleArn(roleArn).roleSessionName(access.sessionName());
                    externalId.ifPresent(request::externalId);
                    sessionDuration
                            .map(Duration::toSeconds)
                            .map(Math::toIntExact)
                            .ifPresent(request::durationSeconds);
                    if (!tags.isEmpty()) {
                        request.tags(tags);
                    }
                })
                .build());
    }

    private String roleArn(String accountId, String role) {
        return role.startsWith("arn:") ? role : "arn:%s:iam::%s:role/%s".formatted(caller.partition(), accountId, role);
    }

    /** What is read with credentials of another account would be taken for this one's. */
    private void requireAccount(String accountId, AwsCredentialsProvider assumed) {
        Optional<String> told = AwsCall.ASSUME_ROLE
                .request(assumed::resolveCredentials)
                .accountId()
                .or(() -> askedFor(assumed));
        told.filter(actual -> !actual.equals(accountId)).ifPresent(actual -> {
            throw new ReadException(
                    new Coverage.Gap(
                            AwsCall.ASSUME_ROLE.operation(),
                            AwsError.OTHER_ACCOUNT,
                            "the role assumed for account " + accountId + " belongs to account " + actual),
                    false,
                    null);
        });
    }

    /** For endpoints that do not tell whose role they gave. */
    private Optional<String> askedFor(AwsCredentialsProvider assumed) {
        try {
            return Optional.of(accountOf.apply(assumed));
        } catch (ReadException e) {
            LOG.info("Nothing tells to which account an assumed role belongs: {}", e.getMessage());
            return Optional.empty();
        }
    }

    /** Without a role the caller would read its own account and take it for this one. */
    private static ReadException noRole(String accountId) {
        return new ReadException(
                new Coverage.Gap(
                        AwsCall.ASSUME_ROLE.operation(),
                        AwsError.NO_ROLE,
                        "account " + accountId + " is not the caller's own and no role to assume there is given"),
                false,
                null);
    }
}
