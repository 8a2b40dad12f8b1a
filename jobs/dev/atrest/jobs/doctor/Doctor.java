package dev.atrest.jobs.doctor;

import dev.atrest.jobs.Progress;
import dev.atrest.model.Account;
import dev.atrest.readers.AccessChecks;
import dev.atrest.readers.AccessException;
import dev.atrest.readers.AwsAccess;
import dev.atrest.readers.AwsSession;
import dev.atrest.readers.Check;
import dev.atrest.readers.Scope;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;

/**
 * Tries what an assessment will need of AWS: the caller's credentials, the organisation, and in all accounts at the same time
 * the role and its permissions.
 */
public final class Doctor {

    /** As many as the scan reads; the access says how many calls there may be over all of them. */
    private static final int ACCOUNTS_AT_ONCE = 16;

    private final Clock clock;
    private final Progress progress;

    public Doctor(Clock clock, Progress progress) {
        this.clock = clock;
        this.progress = progress;
    }

    /**
     * @param caller the caller, the clock and the organisation
     * @param accounts by account, in the order of their ids
     */
    public record Report(List<Check> caller, Map<Account, List<Check>> accounts) {}

    /**
     * @param credentials the caller's; empty to find them where the access's profile or the SDK's default chain says
     * @param allRegions try the actions in every region of the scope and not only in one of each account
     * @throws AccessException when the scope names what does not exist
     */
    public Report examine(
            AwsAccess access, Optional<AwsCredentialsProvider> credentials, Scope scope, boolean allRegions) {
        AwsSession connected;
        try {
            connected = credentials
                    .map(given -> AwsSession.connect(access, scope, given))
                    .orElseGet(() -> AwsSession.connect(access, scope));
        } catch (AccessException e) {
            return new Report(List.of(Check.gap("access", e.getMessage(), "correct the options of access")), Map.of());
        }
        try (AwsSession session = connected) {
            AccessChecks checks = session.checks();
            var caller = new ArrayList<>(checks.caller(clock));
            if (hasGap(caller, "credentials")) {
                return new Report(caller, Map.of());
            }
            caller.addAll(checks.organization());
            List<Account> accounts;
            try {
                accounts = session.accounts();
            } catch (AccessException e) {
                if (caller.stream().noneMatch(check -> check.result() == Check.Result.GAP)) {
                    throw e;
                }
                return new Report(caller, Map.of());
            }
            return new Report(caller, examine(accounts, checks, scope, allRegions));
        }
    }

    private static boolean hasGap(List<Check> checks, String subject) {
        return checks.stream().anyMatch(check -> check.subject().equals(subject) && check.result() == Check.Result.GAP);
    }

    private Map<Account, List<Check>> examine(
            List<Account> accounts, AccessChecks checks, Scope scope, boolean allRegions) {
        progress.begin("Checking", accounts.size(), "accounts");
        var turns = new Semaphore(ACCOUNTS_AT_ONCE);
        var pending = new LinkedHashMap<Account, CompletableFuture<List<Check>>>();
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            accounts.forEach(account -> pending.put(
                    account,
                    CompletableFuture.supplyAsync(
                            () -> {
                                turns.acquireUninterruptibly();
                                try {
                                    return checks.account(account, scope, allRegions);
                                } finally {
                                    turns.release();
                                    progress.advance(1);
                                }
                            },
                            executor)));
            var examined = new LinkedHashMap<Account, List<Check>>();
            pending.forEach((account, check) -> examined.put(account, check.join()));
            return examined;
        } finally {
            progress.close();
        }
    }
}
