package dev.atrest.readers;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.interceptor.SdkExecutionAttribute;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpResponse;

/**
 * Looks at how the body of each answer begins and ends. The SDK takes the login page of a proxy, or an empty body, for
 * an answer in which everything is absent: an empty listing, a switch that is off. Of an error that is cut short it tells the
 * status alone, as if AWS had said no more.
 *
 * <p>The content type tells nothing: some endpoints call all that they send HTML.
 */
final class AnswerGuard implements ExecutionInterceptor {

    private static final int HEAD = 1024;

    /** Its text is the whole answer, which nobody parses here. */
    private static final String ANSWERED_BY_A_POLICY = "GetBucketPolicy";

    private static final Pattern DOCUMENT = Pattern.compile("[\\s\\x{FEFF}]*[<{]");
    private static final Pattern ROOT = Pattern.compile(
            "(?:\\s|\\x{FEFF}|<\\?.*?\\?>|<!--.*?-->)*<(!doctype\\s+)?((?:[\\w-]+:)?([\\w.-]+))",
            Pattern.DOTALL | Pattern.CASE_INSENSITIVE);

    /** Answers in which nothing need stand, so that only their name tells them from any other document. */
    private static final Map<String, String> ROOTS = Map.of(
            "AssumeRole", "AssumeRoleResponse",
            "GetBucketLocation", "LocationConstraint",
            "GetBucketVersioning", "VersioningConfiguration",
            "GetBucketLogging", "BucketLoggingStatus",
            "GetPublicAccessBlock", "PublicAccessBlockConfiguration");

    private final WholeAnswer whole = new WholeAnswer();

    @Override
    public Optional<InputStream> modifyHttpResponseContent(
            Context.ModifyHttpResponse context, ExecutionAttributes attributes) {
        if (context.httpRequest().method() == SdkHttpMethod.HEAD) {
            return context.responseBody();
        }
        byte[] body = read(context.responseBody().orElseGet(InputStream::nullInputStream));
        if (context.httpResponse().isSuccessful()) {
            String operation = attributes.getAttribute(SdkExecutionAttribute.OPERATION_NAME);
            String head = new String(body, 0, Math.min(body.length, HEAD), StandardCharsets.UTF_8);
            fault(operation, head).ifPresent(fault -> {
                throw NotAnAwsAnswer.because(fault);
            });
            if (!isWhole(operation, head, body)) {
                throw BrokenOff.because(context.httpResponse().statusCode(), "", true);
            }
        } else if (!whole.isError(body)) {
            SdkHttpResponse error = context.httpResponse();
            throw BrokenOff.because(error.statusCode(), codeInHead(error), WholeAnswer.isBegun(body));
        }
        return Optional.of(new ByteArrayInputStream(body));
    }

    private static byte[] read(InputStream body) {
        try (body) {
            return body.readAllBytes();
        } catch (IOException e) {
            throw SdkClientException.create("The answer cannot be read", e);
        }
    }

    /** Of services that tell it there, with a namespace after it or not. */
    private static String codeInHead(SdkHttpResponse answer) {
        return answer.firstMatchingHeader("x-amzn-ErrorType")
                .map(type -> type.split(":", 2)[0])
                .orElse("");
    }

    private boolean isWhole(String operation, String head, byte[] body) {
        if (operation.equals(ANSWERED_BY_A_POLICY)) {
            return whole.isJson(new String(body, StandardCharsets.UTF_8));
        }
        Matcher document = ROOT.matcher(head);
        if (document.lookingAt()) {
            int before = head.substring(0, document.start(2) - 1).getBytes(StandardCharsets.UTF_8).length;
            return WholeAnswer.endsAsXml(body, document.group(2), before);
        }
        return WholeAnswer.endsAsJson(body);
    }

    /** Why an answer that begins like this is none of AWS. */
    static Optional<String> fault(String operation, String head) {
        if (head.isBlank()) {
            return Optional.of("the answer is empty");
        }
        if (!DOCUMENT.matcher(head).lookingAt()) {
            return Optional.of("the answer is neither XML nor JSON");
        }
        Matcher document = ROOT.matcher(head);
        String root = document.lookingAt() ? document.group(3) : "";
        if (root.toLowerCase(Locale.ROOT).equals("html")) {
            return Optional.of("the answer is a web page, as of a proxy");
        }
        String expected = ROOTS.getOrDefault(operation, root);
        // Some endpoints name the document after the operation.
        boolean named = root.equals(expected) || root.equals(operation + "Response");
        return named ? Optional.empty() : Optional.of("the answer is no " + expected);
    }
}
