package dev.atrest.readers;

import dev.atrest.model.Account;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

/** Tries before an assessment what it will need of AWS. Makes calls that read, and changes nothing. */
public final class AccessChecks {

    private static final Duration MOST_SKEW = Duration.ofMinutes(5);
    private static final Duration SHORT_LIFE = Duration.ofMinutes(15);
    private static final String POLICY = "config/iam/read-only-policy.json";

    private final AwsAccess access;
    private final String homeRegion;
    private final AwsClients clients;
    private final AwsCredentialsProvider credentials;
    private final Executor virtualThreads;
    private final Entering entering;

    /** How an account is entered. */
    interface Entering {

        /** @throws ReadException when the account's role cannot be assumed */
        AwsCredentialsProvider credentials(Account account);

        AwsClients clients(AwsCredentialsProvider credentials);

        /** ARN of the role to assume, for a person. */
        String role(Account account);

        /** Which one is nobody's to read in a terminal. */
        boolean givesExternalId(Account account);

        /** @throws AccessException when AWS does not tell whose the credentials are, and no account is named */
        Caller caller();
    }

    AccessChecks(
            AwsAccess access,
            String homeRegion,
            AwsClients clients,
            AwsCredentialsProvider credentials,
            Executor virtualThreads,
            Entering entering) {
        this.access = access;
        this.homeRegion = homeRegion;
        this.clients = clients;
        this.credentials = credentials;
        this.virtualThreads = virtualThreads;
        this.entering = entering;
    }

    /** Whose the credentials are and how long they last, and whether the clock is right. */
    public List<Check> caller(Clock clock) {
        var checks = new ArrayList<Check>();
        Instant before = clock.instant();
        Optional<SdkHttpResponse> answer;
        try {
            var identity = AwsCall.GET_CALLER_IDENTITY.request(
                    () -> clients.sts(homeRegion).getCallerIdentity(_ -> {}));
            checks.add(Check.ok("credentials", "of " + identity.arn()));
            answer = Optional.of(identity.sdkHttpResponse());
        } catch (ReadException e) {
            checks.add(access.endpoint().isPresent() && AwsError.isUnknownCall(e) ? unknownCaller(e) : refused(e));
            answer = answerOf(e);
        }
        checks.add(life(clock));
        checks.add(skew(before, clock.instant(), answer));
        return checks;
    }

    private static Check refused(ReadException e) {
        return Check.gap(
                "credentials",
                ActionTrials.inWords(e.gap()),
                "sign in again, or name a profile with --profile"
                        + (Caller.UNKNOWN.equals(e.gap().error()) ? "; " + Caller.OTHER_PARTITION : ""));
    }

    /** Of an endpoint without STS. */
    private Check unknownCaller(ReadException e) {
        String account;
        try {
            account = entering.caller().accountId();
        } catch (AccessException _) {
            return Check.gap("credentials", ActionTrials.inWords(e.gap()), Caller.NAME_THE_ACCOUNT);
        }
        return Check.untried(
                "credentials",
                "the endpoint does not know " + e.gap().call() + "; it is read as account " + account + ", as named");
    }

    private Check life(Clock clock) {
        Optional<Instant> end = credentials.resolveIdentity().join() instanceof AwsCredentialsIdentity identity
                ? identity.expirationTime()
                : Optional.empty();
        if (end.isEmpty()) {
            return Check.ok("credentials' end", "the provider tells none");
        }
        Duration left = Duration.between(clock.instant(), end.get());
        String detail =
                left.isNegative() ? "expired at " + end.get() : "expire at " + end.get() + ", in " + inWords(left);
        return left.compareTo(SHORT_LIFE) < 0
                ? Check.gap(
                        "credentials' end", detail, "sign in again, and use credentials that are renewed for long runs")
                : Check.ok("credentials' end", detail);
    }

    private static String inWords(Duration time) {
        return time.toMinutes() < 120 ? time.toMinutes() + " minutes" : time.toHours() + " hours";
    }

    private static Optional<SdkHttpResponse> answerOf(ReadException error) {
        return error.getCause() instanceof AwsServiceException refused && refused.awsErrorDetails() != null
                ? Optional.ofNullable(refused.awsErrorDetails().sdkHttpResponse())
                : Optional.empty();
    }

    /** AWS's clock, to the second, when the answer was made: between the two times of ours. */
    private static Check skew(Instant before, Instant after, Optional<SdkHttpResponse> answer) {
        Optional<Instant> theirs =
                answer.flatMap(http -> http.firstMatchingHeader("Date")).flatMap(AccessChecks::time);
        if (theirs.isEmpty()) {
            return Check.untried(
                    "clock", "the answer of " + AwsCall.GET_CALLER_IDENTITY.operation() + " tells no time");
        }
        Instant ours = before.plus(Duration.between(before, after).dividedBy(2));
        Duration ahead = Duration.between(theirs.get(), ours).truncatedTo(ChronoUnit.SECONDS);
        String detail = Math.abs(ahead.toSeconds()) <= 1
                ? "agrees with AWS"
                : Math.abs(ahead.toSeconds()) + " seconds " + (ahead.isNegative() ? "behind" : "ahead of") + " AWS";
        return ahead.abs().compareTo(MOST_SKEW) > 0
                ? Check.gap(
                        "clock",
                        detail,
                        "set the clock by NTP: AWS refuses requests that were signed more than 5 minutes off")
                : Check.ok("clock", detail);
    }

    private static Optional<Instant> time(String date) {
        try {
            return Optional.of(ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant());
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    /** Whether the accounts can be found. */
    public List<Check> organization() {
        if (access.accountsFile().isPresent()) {
            return List.of(Check.untried("organizations", "an accounts file is given"));
        }
        if (access.roleName().isEmpty()) {
            return List.of(Check.untried("organizations", "without --role only the caller's own account is assessed"));
        }
        return new OrganizationTrials(clients.organizations(homeRegion), clients.sts(homeRegion)).all();
    }

    /**
     * Whether an account can be entered, and which actions of the policy are allowed there.
     *
     * @param allRegions every action in every region of the scope and not only in one
     */
    public List<Check> account(Account account, Scope scope, boolean allRegions) {
        if (!account.active()) {
            return List.of(Check.untried("role", "the account is " + account.status() + ", and not assessed")
                    .at(account.id(), ""));
        }
        AwsCredentialsProvider theirs;
        try {
            theirs = entering.credentials(account);
        } catch (ReadException e) {
            return List.of(Check.gap("role", ActionTrials.inWords(e.gap()), howToEnter(account, e))
                    .at(account.id(), ""));
        }
        var checks = new ArrayList<Check>();
        checks.add(Check.ok(
                        "role",
                        theirs == credentials ? "entered with the caller's own credentials" : entering.role(account))
                .at(account.id(), ""));
        try (AwsClients there = entering.clients(theirs)) {
            var scoped = new RegionsInScope(there.ec2(homeRegion), homeRegion, scope);
            scoped.disabled().map(check -> check.at(account.id(), "")).ifPresent(checks::add);
            checks.addAll(new RegionTrials(there, account.id(), virtualThreads).all(scoped.enabled(), allRegions));
        }
        return checks;
    }

    /** AWS does not tell apart why a role cannot be assumed. */
    private String howToEnter(Account account, ReadException error) {
        return switch (error.gap().error()) {
            case AwsError.NO_ROLE -> "name the role to assume with --role";
            case AwsError.OTHER_ACCOUNT -> "correct the role of this account in the accounts file";
            default ->
                error.denied()
                        ? "AWS answers alike to each of these, so check in turn: the role " + entering.role(account)
                                + " exists; its trust policy names the caller; "
                                + (entering.givesExternalId(account)
                                        ? "the external id that it asks for is the one given"
                                        : "it asks for no external id, for none is given with --external-id")
                                + "; the caller may call sts:AssumeRole on it (config/iam/caller-policy.json)"
                        : "try again; if it stays, see what answers sts:AssumeRole";
        };
    }

    static String allow(String action) {
        return "allow " + action + " in the policy of the role (" + POLICY + ")";
    }
}
