package dev.atrest.readers;

import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
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

/**
 * Looks at how the body of each successful answer begins. The SDK takes the login page of a proxy, or an empty body, for
 * an answer in which everything is absent: an empty listing, a switch that is off.
 *
 * <p>The content type tells nothing: some endpoints call all that they send HTML.
 */
final class AnswerGuard implements ExecutionInterceptor {

    private static final int HEAD = 1024;
    private static final Pattern ROOT = Pattern.compile(
            "(?:\\s|\\x{FEFF}|<\\?.*?\\?>|<!--.*?-->)*<(!doctype\\s+)?(?:[\\w-]+:)?([\\w.-]+)",
            Pattern.DOTALL | Pattern.CASE_INSENSITIVE);

    /** Answers in which nothing need stand, so that only their name tells them from any other document. */
    private static final Map<String, String> ROOTS = Map.of(
            "AssumeRole", "AssumeRoleResponse",
            "GetBucketLocation", "LocationConstraint",
            "GetBucketVersioning", "VersioningConfiguration",
            "GetBucketLogging", "BucketLoggingStatus",
            "GetPublicAccessBlock", "PublicAccessBlockConfiguration");

    @Override
    public Optional<InputStream> modifyHttpResponseContent(
            Context.ModifyHttpResponse context, ExecutionAttributes attributes) {
        Optional<InputStream> body = context.responseBody();
        if (!context.httpResponse().isSuccessful() || context.httpRequest().method() == SdkHttpMethod.HEAD) {
            return body;
        }
        var content = new PushbackInputStream(body.orElseGet(InputStream::nullInputStream), HEAD);
        try {
            byte[] head = content.readNBytes(HEAD);
            String operation = attributes.getAttribute(SdkExecutionAttribute.OPERATION_NAME);
            Optional<String> fault = fault(operation, new String(head, StandardCharsets.UTF_8));
            if (fault.isPresent()) {
                content.close();
                throw NotAnAwsAnswer.because(fault.get());
            }
            content.unread(head);
            return Optional.of(content);
        } catch (IOException e) {
            throw SdkClientException.create("The answer cannot be read", e);
        }
    }

    /** Why an answer that begins like this is none of AWS. */
    static Optional<String> fault(String operation, String head) {
        if (head.isBlank()) {
            return Optional.of("the answer is empty");
        }
        Matcher document = ROOT.matcher(head);
        String root = document.lookingAt() ? document.group(2) : "";
        if (root.toLowerCase(Locale.ROOT).equals("html")) {
            return Optional.of("the answer is a web page, as of a proxy");
        }
        String expected = ROOTS.getOrDefault(operation, root);
        // Some endpoints name the document after the operation.
        boolean named = root.equals(expected) || root.equals(operation + "Response");
        return named ? Optional.empty() : Optional.of("the answer is no " + expected);
    }
}
