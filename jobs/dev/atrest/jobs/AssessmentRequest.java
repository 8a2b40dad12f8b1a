package dev.atrest.jobs;

import dev.atrest.jobs.report.ReportFormat;
import dev.atrest.jobs.report.ReportRequest;
import dev.atrest.model.ResourceType;
import dev.atrest.readers.AwsAccess;
import dev.atrest.readers.AwsSession;
import dev.atrest.readers.Patience;
import dev.atrest.readers.Scope;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;

/**
 * What a user asks to be assessed, and where the reports are to go.
 *
 * @param credentials the caller's; empty to find them where the access's profile or the SDK's default chain says
 */
public record AssessmentRequest(
        AwsAccess access, Optional<AwsCredentialsProvider> credentials, Scope scope, ReportRequest reports) {

    /**
     * Connects to AWS as is asked for.
     *
     * @throws dev.atrest.readers.AccessException when there are no credentials, or access or scope name what cannot be
     */
    AwsSession connect() {
        return connect(Patience.OF_AWS);
    }

    /** The same with another patience than AWS deserves. */
    AwsSession connect(Patience patience) {
        return AwsSession.connect(access, scope, credentials, patience);
    }

    /** The scope for the cover of a report. */
    public String scopeInWords() {
        var parts = new ArrayList<String>();
        boolean own = access.roleName().isEmpty() && access.accountsFile().isEmpty();
        parts.add(inWords("account", own ? "the caller's own account" : "all accounts", scope.accountIds()));
        if (!scope.accountFilter().isAll()) {
            parts.add(scope.accountFilter().inWords());
        }
        parts.add(inWords("region", "all enabled regions", scope.regions()));
        if (scope.types().size() < ResourceType.values().length) {
            parts.add(scope.types().stream().sorted().map(ResourceType::label).collect(Collectors.joining(", ")));
        }
        access.accountsFile().ifPresent(file -> parts.add("accounts of " + file.getFileName()));
        access.endpoint().ifPresent(endpoint -> parts.add("endpoint " + inWords(endpoint)));
        return String.join("; ", parts);
    }

    /** An emulator on this machine is the same from night to night, whatever port it finds free. */
    private static String inWords(URI endpoint) {
        boolean loopback = "localhost".equals(endpoint.getHost()) || "127.0.0.1".equals(endpoint.getHost());
        return loopback ? endpoint.getScheme() + "://" + endpoint.getHost() : endpoint.toString();
    }

    private static String inWords(String unit, String all, Set<String> names) {
        return names.isEmpty()
                ? all
                : unit + (names.size() == 1 ? " " : "s ") + String.join(", ", new TreeSet<>(names));
    }

    /** The same for two requests that look at the same things in the same way and judge them by the same rules. */
    public String scopeDigest(String rulesDigest) {
        String everything = String.join(
                "\n",
                scopeInWords(),
                access.endpoint().map(URI::toString).orElse(""),
                String.valueOf(scope.snapshotSharing()),
                String.valueOf(scope.encryptionContexts()),
                access.profile().orElse(""),
                access.roleName().orElse(""),
                access.externalId().orElse(""),
                access.accountsFile().map(AssessmentRequest::content).orElse(""),
                reports.folder().toAbsolutePath().toString(),
                reports.language().toLanguageTag(),
                String.join(",", reports.frameworks()),
                reports.formats().stream().map(ReportFormat::label).sorted().collect(Collectors.joining(",")),
                rulesDigest);
        try {
            return HexFormat.of()
                    .formatHex(
                            MessageDigest.getInstance("SHA-256").digest(everything.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }

    private static String content(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            // Whoever opens the session says what is wrong with the file.
            return file.toString();
        }
    }
}
