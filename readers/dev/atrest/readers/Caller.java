package dev.atrest.readers;

import static dev.atrest.readers.AwsCall.GET_CALLER_IDENTITY;

import dev.atrest.model.Coverage;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.sts.StsClient;

/**
 * Whose some credentials are, such as those that the run started with.
 *
 * @param arn or, where nobody tells it, why
 * @param partition aws, aws-cn or aws-us-gov
 * @param untold why the endpoint does not tell whose they are, where the user says for which account it stands
 */
record Caller(String arn, String accountId, String partition, Optional<Coverage.Gap> untold) {

    private static final Logger LOG = LoggerFactory.getLogger(Caller.class);

    /** STS's error code for credentials that it has never heard of. */
    static final String UNKNOWN = "InvalidClientTokenId";

    static final String OTHER_PARTITION =
            "credentials of aws-us-gov and aws-cn are known only there: name a region of theirs with --home-region";

    static final String NAME_THE_ACCOUNT =
            "where the endpoint has no STS, name the one account that it stands for, such as --account 111122223333, and"
                    + " no role";

    /**
     * Asks an endpoint that may be a part of AWS only.
     *
     * @param named the one account that is to be assessed, with the caller's own credentials
     * @param partition of the home region, where STS is not there to tell it
     * @throws AccessException when AWS does not accept the credentials, or cannot be reached; when the endpoint does not know the
     *     call, and no account is named
     */
    static Caller ask(StsClient sts, Optional<String> named, String partition) {
        try {
            return identify(sts);
        } catch (ReadException e) {
            if (!AwsError.isUnknownCall(e)) {
                throw untold(e, UNKNOWN.equals(e.gap().error()) ? "; " + OTHER_PARTITION : "");
            }
            String account = named.orElseThrow(() -> untold(e, "; " + NAME_THE_ACCOUNT));
            LOG.info(
                    "The endpoint does not know {} ({}): it is read as account {}, as named",
                    e.gap().call(),
                    e.gap().error(),
                    account);
            return new Caller(
                    "unknown: the endpoint does not know " + e.gap().call(), account, partition, Optional.of(e.gap()));
        }
    }

    /** The account that is named where it is one, and where no role is to be assumed. */
    static Optional<String> theOnlyAccount(AwsAccess access, Scope scope, Optional<AccountsFile> accountsFile) {
        Set<String> wanted = scope.accountIds();
        List<String> named = accountsFile
                .map(file -> file.entries().keySet().stream()
                        .filter(id -> wanted.isEmpty() || wanted.contains(id))
                        .toList())
                .orElseGet(() -> List.copyOf(wanted));
        if (access.roleName().isPresent()
                || accountsFile.flatMap(AccountsFile::organization).isPresent()
                || named.size() != 1) {
            return Optional.empty();
        }
        String only = named.getFirst();
        return accountsFile
                        .map(file -> file.entries().get(only))
                        .flatMap(AccountsFile.Entry::role)
                        .isPresent()
                ? Optional.empty()
                : Optional.of(only);
    }

    /** @throws AccessException when AWS does not accept the credentials, or cannot be reached */
    static Caller ask(StsClient sts) {
        try {
            return identify(sts);
        } catch (ReadException e) {
            throw untold(e, UNKNOWN.equals(e.gap().error()) ? "; " + OTHER_PARTITION : "");
        }
    }

    private static AccessException untold(ReadException e, String advice) {
        return new AccessException("AWS does not tell whose credentials these are: " + e.getMessage() + advice, e);
    }

    /** @throws ReadException when AWS does not accept the credentials, or cannot be reached */
    static Caller identify(StsClient sts) {
        var answer = GET_CALLER_IDENTITY.request(() -> sts.getCallerIdentity(_ -> {}));
        String arn = GET_CALLER_IDENTITY.required(answer.arn(), "Arn");
        String account = GET_CALLER_IDENTITY.required(answer.account(), "Account");
        String[] parts = arn.split(":", 3);
        return new Caller(arn, account, parts.length == 3 ? parts[1] : "aws", Optional.empty());
    }
}
