package dev.atrest.readers;

import static dev.atrest.readers.AwsCall.GET_CALLER_IDENTITY;

import software.amazon.awssdk.services.sts.StsClient;

/**
 * Whose some credentials are, such as those that the run started with.
 *
 * @param partition aws, aws-cn or aws-us-gov
 */
record Caller(String arn, String accountId, String partition) {

    /** STS's error code for credentials that it has never heard of. */
    static final String UNKNOWN = "InvalidClientTokenId";

    static final String OTHER_PARTITION =
            "credentials of aws-us-gov and aws-cn are known only there: name a region of theirs with --home-region";

    /** @throws AccessException when AWS does not accept the credentials, or cannot be reached */
    static Caller ask(StsClient sts) {
        try {
            return identify(sts);
        } catch (ReadException e) {
            String where = UNKNOWN.equals(e.gap().error()) ? "; " + OTHER_PARTITION : "";
            throw new AccessException("AWS does not tell whose credentials these are: " + e.getMessage() + where, e);
        }
    }

    /** @throws ReadException when AWS does not accept the credentials, or cannot be reached */
    static Caller identify(StsClient sts) {
        var answer = GET_CALLER_IDENTITY.request(() -> sts.getCallerIdentity(_ -> {}));
        String arn = GET_CALLER_IDENTITY.required(answer.arn(), "Arn");
        String account = GET_CALLER_IDENTITY.required(answer.account(), "Account");
        String[] parts = arn.split(":", 3);
        return new Caller(arn, account, parts.length == 3 ? parts[1] : "aws");
    }
}
