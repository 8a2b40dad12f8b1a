package dev.atrest.readers;

import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.exception.SdkServiceException;
import software.amazon.awssdk.services.sts.model.StsException;

/**
 * What an SDK exception says, in words that are the same in every run: no request ids, no addresses of objects.
 *
 * @param code AWS's error code, {@code HTTP 500} where an answer has none, or one of our words for what kept the call from
 *     being answered
 * @param message AWS's message for people, on one line; may be empty
 * @param denied AWS refused rather than failed
 * @param status HTTP status; 0 without an answer
 * @param ofSts the security token service answered
 * @param byPolicy a service control policy denies the call
 * @param requestId AWS's id of the request; empty without an answer
 * @param extendedRequestId S3's second id; empty for other services
 */
record AwsError(
        String code,
        String message,
        boolean denied,
        int status,
        boolean ofSts,
        boolean byPolicy,
        String requestId,
        String extendedRequestId) {

    private AwsError(String code, String message) {
        this(code, message, false, 0, false, false, "", "");
    }

    static final String REPEATED_PAGE_TOKEN = "RepeatedPageToken";
    static final String INCOMPLETE_ANSWER = "IncompleteAnswer";
    static final String FILTER_IGNORED = "FilterIgnored";
    /** From AWS, perhaps, and not what it documents. */
    static final String UNREADABLE_ANSWER = "UnreadableAnswer";
    /** Not from AWS: the page of a proxy, or nothing. */
    static final String NOT_AN_AWS_ANSWER = "NotAnAwsAnswer";

    static final String UNKNOWN_HOST = "UnknownHost";
    static final String TIMEOUT = "Timeout";
    static final String OTHER_ACCOUNT = "OtherAccount";
    static final String NO_ROLE = "NoRole";

    /** The status follows, where an error answer has no code. */
    static final String WITHOUT_CODE = "HTTP ";

    private static final int LEAST_OF_ERRORS = 300;
    private static final int FORBIDDEN = 403;

    private static final Set<String> DENIED = Set.of(
            "AccessDenied",
            "AccessDeniedException",
            "UnauthorizedOperation",
            "AuthorizationError",
            "AuthorizationErrorException",
            "Forbidden");

    private static final Set<String> EXPIRED = Set.of("ExpiredToken", "ExpiredTokenException", "RequestExpired");

    private static final Set<String> NO_ANSWERS_OF_AWS =
            Set.of(NOT_AN_AWS_ANSWER, INCOMPLETE_ANSWER, UNREADABLE_ANSWER);

    private static final Set<Integer> OF_UNKNOWN_CALLS = Set.of(400, 404, 405, 500, 501);

    /** Codes that speak of whoever calls or when: of the credentials, the signature, the clock, too many calls. */
    private static final Pattern OF_CALLERS = Pattern.compile(
            "Token|AccessKey|Signature|AuthFailure|UnrecognizedClient|OptIn|Skew|Expired|Future|Throttl|SlowDown"
                    + "|TooMany|LimitExceeded");

    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9.-]{1,253}");
    private static final Pattern CODE = Pattern.compile("[A-Za-z][A-Za-z0-9._:-]{0,99}");
    /** AWS says so in words alone; the second is of an organisation that lists what is allowed. */
    private static final Pattern BY_POLICY = Pattern.compile(
            "explicit deny in a service control policy|no service control policy allows", Pattern.CASE_INSENSITIVE);

    private static final Pattern ENCODED_AUTHORIZATION = Pattern.compile("Encoded authorization failure message: \\S+");
    private static final int LONGEST_MESSAGE = 300;
    private static final int LONGEST_ID = 200;

    static AwsError of(SdkException exception) {
        if (exception instanceof SdkServiceException service) {
            return ofService(service);
        }
        return switch (exception.getCause()) {
            case NotAnAwsAnswer page -> new AwsError(NOT_AN_AWS_ANSWER, oneLine(String.valueOf(page.getMessage())));
            case BrokenOff answer -> ofBroken(answer);
            case NotAnswering silent -> new AwsError(TIMEOUT, oneLine(String.valueOf(silent.getMessage())));
            case NoSuchHost missing -> new AwsError(UNKNOWN_HOST, missingHost(missing.host()));
            case null, default -> ofWay(exception);
        };
    }

    /** What is left of an error tells as much as one without a body. */
    private static AwsError ofBroken(BrokenOff answer) {
        String why = oneLine(String.valueOf(answer.getMessage()));
        if (answer.status() < LEAST_OF_ERRORS) {
            return new AwsError(UNREADABLE_ANSWER, why);
        }
        boolean usable = CODE.matcher(answer.code()).matches();
        String code = usable ? answer.code() : WITHOUT_CODE + answer.status();
        boolean denied = usable ? DENIED.contains(code) : answer.status() == FORBIDDEN;
        return new AwsError(code, why, denied, answer.status(), false, false, "", "");
    }

    /** Nothing answered. */
    private static AwsError ofWay(SdkException exception) {
        String code = clientCode(exception);
        return new AwsError(code, code.equals(UNKNOWN_HOST) ? missingHost(exception) : "");
    }

    /** The SDK makes an address for every service and region, whether AWS has a host there or not. */
    private static String missingHost(Throwable exception) {
        for (Throwable cause = exception; cause != null; cause = cause.getCause()) {
            if (cause instanceof UnknownHostException unknown && unknown.getMessage() != null) {
                Matcher host = HOST.matcher(unknown.getMessage());
                if (host.lookingAt()) {
                    return missingHost(host.group());
                }
            }
        }
        return "";
    }

    private static String missingHost(String host) {
        return "no host " + host
                + " is known: the region has no such endpoint of the service, or names are not resolved here";
    }

    /** The SDK itself failed. */
    static AwsError ofClient() {
        return new AwsError("ClientError", "");
    }

    /** The session of the credentials has come to its end. */
    boolean expiredSession() {
        return EXPIRED.contains(code);
    }

    /**
     * Whether an endpoint that is a part of AWS only does not know a call: it refuses neither the caller nor the credentials, and
     * something answers there.
     */
    static boolean isUnknownCall(ReadException failure) {
        String code = failure.gap().error();
        if (failure.denied()
                || EXPIRED.contains(code)
                || OF_CALLERS.matcher(code).find()) {
            return false;
        }
        return NO_ANSWERS_OF_AWS.contains(code)
                || failure.getCause() instanceof SdkException e && OF_UNKNOWN_CALLS.contains(of(e).status());
    }

    /** The one resource that this call asked about does not exist; never so of calls that list. */
    boolean meansGone(AwsCall call) {
        return switch (call) {
            case HEAD_BUCKET -> status == 404;
            case GET_BUCKET_LOCATION,
                    GET_BUCKET_ENCRYPTION,
                    GET_BUCKET_TAGGING,
                    GET_BUCKET_POLICY,
                    GET_BUCKET_POLICY_STATUS,
                    GET_BUCKET_PUBLIC_ACCESS_BLOCK,
                    GET_BUCKET_VERSIONING,
                    GET_BUCKET_LOGGING -> code.equals("NoSuchBucket");
            case DESCRIBE_KEY, GET_KEY_POLICY, GET_KEY_ROTATION_STATUS, LIST_GRANTS, LIST_RESOURCE_TAGS ->
                code.equals("NotFoundException");
            case DESCRIBE_SNAPSHOT_ATTRIBUTE -> code.equals("InvalidSnapshot.NotFound");
            default -> false;
        };
    }

    private static AwsError ofService(SdkServiceException exception) {
        @Nullable AwsErrorDetails details = exception instanceof AwsServiceException aws ? aws.awsErrorDetails() : null;
        @Nullable String said = details == null ? null : details.errorCode();
        boolean usable = said != null && CODE.matcher(said).matches();
        String code = usable ? said : WITHOUT_CODE + exception.statusCode();
        boolean denied = usable ? DENIED.contains(said) : exception.statusCode() == FORBIDDEN;
        @Nullable String message = details == null || !usable ? null : details.errorMessage();
        return new AwsError(
                code,
                message == null ? "" : oneLine(message),
                denied,
                exception.statusCode(),
                exception instanceof StsException,
                denied && message != null && BY_POLICY.matcher(message).find(),
                id(exception.requestId()),
                id(exception.extendedRequestId()));
    }

    /** Some endpoints send none, and none sends more than this. */
    private static String id(@Nullable String said) {
        String id = said == null ? "" : oneLine(said);
        return id.substring(0, Math.min(id.length(), LONGEST_ID));
    }

    private static String clientCode(SdkException exception) {
        if (exception instanceof ApiCallTimeoutException || exception instanceof ApiCallAttemptTimeoutException) {
            return TIMEOUT;
        }
        for (Throwable cause = exception; cause != null; cause = cause.getCause()) {
            switch (cause) {
                case UnknownHostException _ -> {
                    return UNKNOWN_HOST;
                }
                case SocketTimeoutException _ -> {
                    return TIMEOUT;
                }
                case SSLException _ -> {
                    return "TlsFailed";
                }
                case ConnectException _ -> {
                    return "ConnectionRefused";
                }
                default -> {}
            }
        }
        @Nullable String message = exception.getMessage();
        if (message != null && message.contains("credentials")) {
            return "NoCredentials";
        }
        return exception.getCause() instanceof IOException ? "ConnectionFailed" : UNREADABLE_ANSWER;
    }

    private static String oneLine(String message) {
        String line = ENCODED_AUTHORIZATION
                .matcher(message)
                .replaceAll("")
                .replaceAll("[\\p{Cntrl}\\s]+", " ")
                .strip();
        return line.length() <= LONGEST_MESSAGE ? line : line.substring(0, LONGEST_MESSAGE) + "…";
    }
}
