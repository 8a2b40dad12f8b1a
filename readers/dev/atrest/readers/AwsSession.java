package dev.atrest.readers;

import dev.atrest.model.Account;
import dev.atrest.model.Coverage;
import dev.atrest.model.Fact;
import dev.atrest.model.ResourceType;
import dev.atrest.model.Unread;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;

/**
 * The way into AWS for one assessment: finds the accounts of a scope and opens each for reading. Safe for use by many
 * threads. Closing it ends the connections; close the readers first.
 */
public final class AwsSession implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(AwsSession.class);
    private static final Pattern SESSION_NAME = Pattern.compile("[\\w+=,.@-]{2,64}");
    /** Facts that are being read for each call that may be under way: one in flight, others that are prepared or parsed. */
    private static final int FACTS_FOR_EACH_CALL = 4;

    private static final Pattern ACCOUNT_ID = Pattern.compile("[0-9]{12}");

    private final AwsAccess access;
    private final Scope scope;
    private final Optional<AccountsFile> accountsFile;
    private final String homeRegion;
    private final Transport transport;
    private final ExecutorService virtualThreads;
    private final Turns turns;
    private final AwsCredentialsProvider credentials;
    private final AwsClients clients;
    private final Memo<String, Caller> caller;
    private final Memo<String, Organization> organization;

    private AwsSession(
            AwsAccess access,
            Scope scope,
            Optional<AccountsFile> accountsFile,
            String homeRegion,
            AwsCredentialsProvider credentials,
            Patience patience) {
        this.access = access;
        this.scope = scope;
        this.accountsFile = accountsFile;
        this.homeRegion = homeRegion;
        this.credentials = credentials;
        this.virtualThreads = Executors.newVirtualThreadPerTaskExecutor();
        this.turns = new Turns(virtualThreads, FACTS_FOR_EACH_CALL * access.callsInFlight());
        this.transport = Transport.of(access.callsInFlight(), access.endpoint(), access.fips(), patience);
        this.clients = new AwsClients(transport, credentials);
        this.caller = new Memo<>(this::askForCaller);
        this.organization = new Memo<>(region -> new Organization(clients.organizations(region), virtualThreads));
    }

    /** Another name for the same connection: closing either closes it. */
    private AwsSession(AwsSession connected, AwsAccess access, Scope scope) {
        this.access = access;
        this.scope = scope;
        this.accountsFile = connected.accountsFile;
        this.homeRegion = connected.homeRegion;
        this.credentials = connected.credentials;
        this.virtualThreads = connected.virtualThreads;
        this.turns = connected.turns;
        this.transport = connected.transport;
        this.clients = connected.clients;
        this.caller = connected.caller;
        this.organization = connected.organization;
    }

    /**
     * Starts with the credentials of the profile, or else of the SDK's default chain.
     *
     * @throws AccessException when there are no credentials, or access or scope name what cannot be
     */
    public static AwsSession connect(AwsAccess access, Scope scope) {
        return connect(access, scope, Optional.empty(), Patience.OF_AWS);
    }

    /**
     * Starts with the given credentials, which stay open when the session is closed.
     *
     * @throws AccessException when access or scope name what cannot be
     */
    public static AwsSession connect(AwsAccess access, Scope scope, AwsCredentialsProvider credentials) {
        return connect(access, scope, Optional.of(credentials), Patience.OF_AWS);
    }

    /**
     * Starts with the given credentials, or else with those of the profile or the SDK's default chain.
     *
     * @throws AccessException when there are no credentials, or access or scope name what cannot be
     */
    public static AwsSession connect(
            AwsAccess access, Scope scope, Optional<AwsCredentialsProvider> given, Patience patience) {
        AwsCredentialsProvider credentials = given.orElseGet(() -> BaseCredentials.of(access.profile()));
        requireSound(access, scope);
        Optional<AccountsFile> accountsFile = access.accountsFile().map(AccountsFile::read);
        Optional<String> named = Partitions.namedRegions(scope, accountsFile).findFirst();
        String homeRegion = BaseCredentials.homeRegion(access, named);
        Partitions.requireOne(homeRegion, access, scope, accountsFile);
        var session = new AwsSession(access, scope, accountsFile, homeRegion, credentials, patience);
        try {
            session.requireKnownRegions();
            return session;
        } catch (RuntimeException e) {
            session.close();
            throw e;
        }
    }

    /**
     * The same connection for what is known only after it was made. Closing either session closes it.
     *
     * @param sessionName names the role sessions in CloudTrail
     * @param contextDays how far back events are looked up
     * @throws AccessException when these are not as AWS wants them
     */
    public AwsSession with(String sessionName, int contextDays) {
        AwsAccess named = access.withSessionName(sessionName);
        Scope lookedBack = scope.withContextDays(contextDays);
        requireSound(named, lookedBack);
        return new AwsSession(this, named, lookedBack);
    }

    /**
     * ARN of whoever runs the assessment.
     *
     * @throws AccessException when AWS does not accept the credentials, or cannot be reached
     */
    public String caller() {
        return whoami().arn();
    }

    /**
     * The accounts of the scope, in the order of their ids, suspended ones included: those of the accounts file, of the
     * organisation, or of both, as the file says; without a role or an organisation the caller's own account; with a role, where the organisation
     * cannot be asked, those that the scope names.
     *
     * @throws AccessException when an account that the scope names does not exist, or when accounts cannot be listed
     */
    public List<Account> accounts() {
        return new AccountDiscovery(accountsFile, organization.get(homeRegion), whoami(), access.roleName(), scope)
                .accounts();
    }

    /**
     * Ids of all accounts of an account's organisation. Told for the caller's own account and for accounts that the scope
     * names: the list is long, and once in an assessment is enough.
     */
    private Fact<List<String>> organizationAccounts(Account account) {
        if (whoami().untold().isPresent()) {
            Coverage.Gap untold = whoami().untold().get();
            CallLedger.note(untold);
            return Fact.unread(untold.call(), untold.error());
        }
        String call = AwsCall.LIST_ACCOUNTS.operation();
        boolean wanted =
                account.id().equals(whoami().accountId()) || scope.accountIds().contains(account.id());
        boolean listed = accountsFile
                .map(AccountsFile::organization)
                .filter(Optional::isEmpty)
                .isPresent();
        if (!wanted || listed || access.roleName().isEmpty()) {
            return Fact.unread(call, Unread.NOT_REQUESTED);
        }
        try {
            List<String> ids = organization.get(homeRegion).accounts().stream()
                    .map(Account::id)
                    .sorted()
                    .toList();
            // The caller's organisation need not be that of the account.
            return Fact.known(ids.contains(account.id()) ? ids : List.of(), call);
        } catch (ReadException e) {
            return e.gap().error().equals(AccountSettingsReader.NO_ORGANIZATION)
                    ? Fact.known(List.of(), call)
                    : Fact.unread(call, e.gap().error());
        }
    }

    /**
     * Opens an account with the role to assume there. In the caller's own account the caller's credentials serve when no
     * role is given or the role cannot be assumed, as in a management account, where the role usually does not exist.
     */
    public AccountReader open(Account account) {
        Optional<AccountsFile.Entry> entry = entry(account);
        var calls = new CallLedger(account.id(), scope.types());
        try {
            AwsCredentialsProvider role = calls.forAccount(() -> credentials(account.id(), entry));
            return new AccountScan(
                    account,
                    whoami().partition(),
                    homeRegion,
                    narrowed(entry),
                    new AwsClients(transport, role),
                    calls,
                    () -> organizationAccounts(account),
                    turns,
                    access.callsInFlight());
        } catch (ReadException e) {
            return new UnreachableAccount(e, calls);
        }
    }

    /** The regions that are to be looked at in an account; none for all that are enabled. */
    public Set<String> regions(Account account) {
        return narrowed(entry(account)).regions();
    }

    private AwsCredentialsProvider credentials(String accountId, Optional<AccountsFile.Entry> entry) {
        return roles().credentials(accountId, entry);
    }

    /**
     * A key of KMS that the caller may sign with.
     *
     * @throws ScopeException when that is no ARN of a key
     */
    public KmsSigner signer(String keyArn) {
        return KmsSigner.of(clients, keyArn);
    }

    /** What can be tried before an assessment with the same access. */
    public AccessChecks checks() {
        return new AccessChecks(access, homeRegion, clients, credentials, virtualThreads, new AccessChecks.Entering() {
            @Override
            public AwsCredentialsProvider credentials(Account account) {
                return AwsSession.this.credentials(account.id(), entry(account));
            }

            @Override
            public AwsClients clients(AwsCredentialsProvider theirs) {
                return new AwsClients(transport, theirs);
            }

            @Override
            public String role(Account account) {
                return roles().inWords(account.id(), entry(account));
            }

            @Override
            public boolean givesExternalId(Account account) {
                return roles().givesExternalId(entry(account));
            }

            @Override
            public Caller caller() {
                return whoami();
            }
        });
    }

    private Optional<AccountsFile.Entry> entry(Account account) {
        return accountsFile.map(file -> file.entries().get(account.id()));
    }

    private AccountRoles roles() {
        return new AccountRoles(access, whoami(), clients.sts(homeRegion), this::accountOf, credentials);
    }

    @Override
    public void close() {
        turns.close();
        virtualThreads.shutdownNow();
        clients.close();
        transport.close();
    }

    /** @throws ReadException when AWS does not tell */
    private String accountOf(AwsCredentialsProvider others) {
        try (var theirs = new AwsClients(transport, others)) {
            return Caller.identify(theirs.sts(homeRegion)).accountId();
        }
    }

    private Caller askForCaller(String region) {
        return access.endpoint().isEmpty()
                ? Caller.ask(clients.sts(region))
                : Caller.ask(
                        clients.sts(region),
                        Caller.theOnlyAccount(access, scope, accountsFile),
                        Partitions.ofRegion(region));
    }

    private Caller whoami() {
        return caller.get(homeRegion);
    }

    /** The scope in an account whose entry in the accounts file names regions. */
    private Scope narrowed(Optional<AccountsFile.Entry> entry) {
        Set<String> own = entry.map(AccountsFile.Entry::regions).orElse(Set.of());
        if (own.isEmpty()) {
            return scope;
        }
        var regions = new LinkedHashSet<>(own);
        if (!scope.regions().isEmpty()) {
            regions.retainAll(scope.regions());
        }
        return scope.inRegions(regions);
    }

    private static void requireSound(AwsAccess access, Scope scope) {
        RegionNames.requireWellFormed(scope.regions());
        access.homeRegion().ifPresent(region -> RegionNames.requireWellFormed(List.of(region)));
        scope.accountIds().stream()
                .filter(id -> !ACCOUNT_ID.matcher(id).matches())
                .findFirst()
                .ifPresent(id -> {
                    throw new ScopeException("'" + id + "' is no account id; allowed are 12 digits");
                });
        if (!SESSION_NAME.matcher(access.sessionName()).matches()) {
            throw new ScopeException("'" + access.sessionName()
                    + "' is no role session name; allowed are 2 to 64 letters, digits and _+=,.@-");
        }
        if (access.callsInFlight() < 1) {
            throw new ScopeException("Calls in flight are " + access.callsInFlight() + "; allowed is 1 or more");
        }
        if (scope.contextDays() < 1 || scope.contextDays() > 90) {
            throw new ScopeException("Days of encryption contexts are " + scope.contextDays()
                    + "; allowed are 1 to 90, for which CloudTrail keeps events");
        }
        if (scope.types().isEmpty()) {
            throw new ScopeException("No resource type is in scope; allowed are " + ResourceType.labels());
        }
    }

    /** Asks for regions that are misspelt or newer than the SDK. Where AWS does not answer, the accounts will. */
    private void requireKnownRegions() {
        var named = new TreeSet<>(scope.regions());
        accountsFile.ifPresent(file -> file.entries().values().forEach(entry -> named.addAll(entry.regions())));
        Set<String> unheardOf = RegionNames.unheardOf(named);
        if (unheardOf.isEmpty()) {
            return;
        }
        try {
            RegionNames.select(unheardOf, allRegions());
        } catch (ReadException e) {
            LOG.debug("Regions {} are not checked: {}", unheardOf, e.gap().error());
        }
    }

    private List<String> allRegions() {
        var ec2 = clients.ec2(homeRegion);
        return AwsCall.DESCRIBE_REGIONS
                .request(() -> ec2.describeRegions(request -> request.allRegions(true)))
                .regions()
                .stream()
                .map(region -> AwsCall.DESCRIBE_REGIONS.required(region.regionName(), "RegionName"))
                .toList();
    }
}
