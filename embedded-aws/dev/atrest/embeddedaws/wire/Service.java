package dev.atrest.embeddedaws.wire;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;

/** The services, their protocols and how each words the errors that all of them have. */
public enum Service {
    ORGANIZATIONS(
            "organizations", "organizations", Protocol.JSON, "", "AccessDeniedException", "TooManyRequestsException"),
    STS("sts", "sts", Protocol.QUERY, "https://sts.amazonaws.com/doc/2011-06-15/", "AccessDenied", "Throttling"),
    EC2(
            "ec2",
            "ec2",
            Protocol.EC2,
            "http://ec2.amazonaws.com/doc/2016-11-15/",
            "UnauthorizedOperation",
            "RequestLimitExceeded"),
    S3("s3", "s3", Protocol.S3, "http://s3.amazonaws.com/doc/2006-03-01/", "AccessDenied", "SlowDown"),
    S3CONTROL(
            "s3control",
            "s3",
            Protocol.REST_XML,
            "http://awss3control.amazonaws.com/doc/2018-08-20/",
            "AccessDenied",
            "SlowDown"),
    KMS("kms", "kms", Protocol.JSON, "", "AccessDeniedException", "ThrottlingException"),
    TAGGING("tag", "tagging", Protocol.JSON, "", "AccessDeniedException", "ThrottledException"),
    CLOUDTRAIL("cloudtrail", "cloudtrail", Protocol.JSON, "", "AccessDeniedException", "ThrottlingException"),
    LOGS("logs", "logs", Protocol.JSON, "", "AccessDeniedException", "ThrottlingException"),
    EVENTS("events", "events", Protocol.JSON, "", "AccessDeniedException", "ThrottlingException"),
    SNS("sns", "sns", Protocol.QUERY, "http://sns.amazonaws.com/doc/2010-03-31/", "AuthorizationError", "Throttling"),
    CLOUDWATCH(
            "cloudwatch",
            "monitoring",
            Protocol.QUERY,
            "http://monitoring.amazonaws.com/doc/2010-08-01/",
            "AccessDenied",
            "Throttling");

    private final String prefix;
    private final String signingName;
    private final Protocol protocol;
    private final String namespace;
    private final String deniedCode;
    private final String throttledCode;

    Service(
            String prefix,
            String signingName,
            Protocol protocol,
            String namespace,
            String deniedCode,
            String throttledCode) {
        this.prefix = prefix;
        this.signingName = signingName;
        this.protocol = protocol;
        this.namespace = namespace;
        this.deniedCode = deniedCode;
        this.throttledCode = throttledCode;
    }

    /** The service that a request signed for {@code signingName} reaches. */
    static Optional<Service> of(String signingName, String path) {
        if (signingName.equals(S3.signingName)) {
            return Optional.of(path.startsWith("/v20180820/") ? S3CONTROL : S3);
        }
        return Arrays.stream(values())
                .filter(service -> service.signingName.equals(signingName))
                .findFirst();
    }

    Protocol protocol() {
        return protocol;
    }

    /** XML namespace of the answers; empty for JSON. */
    String namespace() {
        return namespace;
    }

    /** Name of an operation, e.g. {@code kms:GetKeyPolicy}. */
    public String action(String operation) {
        return prefix + ":" + operation;
    }

    /**
     * The call is refused.
     *
     * @param why in AWS's words, e.g. {@code with an explicit deny in a service control policy}
     */
    public AwsError denied(String principal, String action, String why) {
        String message = "User: %s is not authorized to perform: %s %s".formatted(principal, action, why);
        return new AwsError(
                deniedCode,
                this == EC2 ? "You are not authorized to perform this operation. " + message : message,
                protocol == Protocol.JSON ? 400 : 403);
    }

    /** The call comes too soon. */
    public AwsError throttled() {
        boolean busy = this == EC2 || protocol == Protocol.S3 || protocol == Protocol.REST_XML;
        return new AwsError(throttledCode, "Rate exceeded", busy ? 503 : 400);
    }

    /** Something broke inside AWS. */
    public AwsError failed() {
        return new AwsError(
                protocol == Protocol.JSON ? "InternalFailure" : "InternalError",
                "We encountered an internal error. Please try again.",
                500);
    }

    /** The credentials are no longer valid. */
    public AwsError expired() {
        return switch (protocol) {
            case EC2 -> new AwsError("RequestExpired", "Request has expired.", 400);
            case JSON ->
                new AwsError("ExpiredTokenException", "The security token included in the request is expired", 400);
            case QUERY -> new AwsError("ExpiredToken", "The security token included in the request is expired", 403);
            case S3, REST_XML -> new AwsError("ExpiredToken", "The provided token has expired.", 400);
        };
    }

    /** The call was signed by a clock that is too far from that of AWS. */
    public AwsError skewed(Instant signed, Instant now) {
        String expired = "Signature expired: %s is now earlier than %s (%s - 5 min.)"
                .formatted(signed, now.minus(Duration.ofMinutes(5)), now);
        return switch (protocol) {
            case EC2 -> new AwsError("RequestExpired", "Request has expired.", 400);
            case JSON -> new AwsError("InvalidSignatureException", expired, 400);
            case QUERY -> new AwsError("SignatureDoesNotMatch", expired, 403);
            case S3, REST_XML ->
                new AwsError(
                        "RequestTimeTooSkewed",
                        "The difference between the request time and the current time is too large.",
                        403);
        };
    }

    /** Nobody has these credentials, or nobody opted in to the region. */
    public AwsError unknownCredentials() {
        String invalid = "The security token included in the request is invalid.";
        return switch (protocol) {
            case EC2 ->
                new AwsError("AuthFailure", "AWS was not able to validate the provided access credentials", 401);
            case JSON -> new AwsError("UnrecognizedClientException", invalid, 400);
            case QUERY -> new AwsError("InvalidClientTokenId", invalid, 403);
            case S3, REST_XML ->
                new AwsError(
                        "InvalidAccessKeyId", "The AWS Access Key Id you provided does not exist in our records.", 403);
        };
    }

    AwsError unknownOperation(String operation) {
        return switch (protocol) {
            case EC2, QUERY ->
                new AwsError("InvalidAction", "The action " + operation + " is not valid for this web service.", 400);
            case JSON ->
                new AwsError("UnknownOperationException", "The operation " + operation + " is not known.", 400);
            case S3, REST_XML ->
                new AwsError(
                        "NotImplemented", "A header you provided implies functionality that is not implemented", 501);
        };
    }
}
