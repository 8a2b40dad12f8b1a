package dev.atrest.readers;

import dev.atrest.model.Coverage;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.auth.StsAssumeRoleCredentialsProvider;

/** The credentials to read an account with: those of a role there, which are renewed before they expire. */
final class AccountRoles {

    private static final Logger LOG = LoggerFactory.getLogger(AccountRoles.class);

    private final AwsAccess access;
    private final Caller caller;
    private final StsClient sts;
    private final AwsCredentialsProvider callersOwn;

    AccountRoles(AwsAccess access, Caller caller, StsClient sts, AwsCredentialsProvider callersOwn) {
        this.access = access;
        this.caller = caller;
        this.sts = sts;
        this.callersOwn = callersOwn;
    }

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
                entry.flatMap(AccountsFile.Entry::externalId).or(access::externalId));
        return own && !assumable(assumed) ? callersOwn : assumed;
    }

    private AwsCredentialsProvider assumed(String roleArn, Optional<String> externalId) {
        return StsAssumeRoleCredentialsProvider.builder()
                .stsClient(sts)
                .refreshRequest(request -> {
                    request.roleArn(roleArn).roleSessionName(access.sessionName());
                    externalId.ifPresent(request::externalId);
                })
                .build();
    }

    private String roleArn(String accountId, String role) {
        return role.startsWith("arn:") ? role : "arn:%s:iam::%s:role/%s".formatted(caller.partition(), accountId, role);
    }

    private static boolean assumable(AwsCredentialsProvider role) {
        try {
            AwsCall.ASSUME_ROLE.request(role::resolveCredentials);
            return true;
        } catch (ReadException e) {
            LOG.info(
                    "The caller's own account is read with the caller's credentials: {}",
                    e.gap().error());
            return false;
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
