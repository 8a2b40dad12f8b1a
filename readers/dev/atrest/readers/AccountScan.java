package dev.atrest.readers;

import static dev.atrest.readers.AwsCall.DESCRIBE_REGIONS;

import dev.atrest.model.Account;
import dev.atrest.model.Calls;
import dev.atrest.model.Coverage;
import dev.atrest.model.Fact;
import dev.atrest.model.FactSheet;
import dev.atrest.model.Resource;
import dev.atrest.model.ResourceType;
import dev.atrest.model.Unread;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads one account with one reader for each resource type. */
final class AccountScan implements AccountReader {

    static final String NOT_OPTED_IN = "not-opted-in";

    /** Regions of the scope. */
    private record Regions(List<String> enabled, List<String> notEnabled) {}

    private final AccountContext account;
    private final FactCalls calls;
    /** Resources described at once: however many ask, the calls that wait for a connection stay few enough for memory. */
    private final Semaphore describing;

    private final Memo<String, Regions> regions;
    private final Map<ResourceType, ResourceReader<?>> readers = new ConcurrentHashMap<>();
    private final Map<Listing, PageTokens> pageTokens = new ConcurrentHashMap<>();

    AccountScan(
            Account account,
            String partition,
            String homeRegion,
            Scope scope,
            AwsClients clients,
            CallLedger ledger,
            Supplier<Fact<List<String>>> organizationAccounts,
            Executor turns,
            int callsInFlight) {
        this.describing = new Semaphore(callsInFlight);
        this.regions = new Memo<>(region -> ledger.forAccount(() -> regionsOfScope(region)));
        this.calls = new FactCalls(turns);
        this.account = new AccountContext(
                account,
                partition,
                homeRegion,
                scope,
                clients,
                new BulkTags(clients),
                new AccountTrails(clients, ledger),
                ledger,
                organizationAccounts,
                this::inScope);
    }

    @Override
    public List<String> regions() {
        return regions.get(account.homeRegion()).enabled();
    }

    @Override
    public List<String> regionsNotEnabled() {
        return regions.get(account.homeRegion()).notEnabled();
    }

    /** Where nobody tells which regions are enabled none is named either, so whatever is found is in scope. */
    private boolean inScope(String region) {
        try {
            return regions().contains(region);
        } catch (ReadException e) {
            return true;
        }
    }

    @Override
    public List<Listing> listings(List<String> regions) {
        return Arrays.stream(ResourceType.values())
                .filter(account.scope().types()::contains)
                .flatMap(type -> places(type, regions)
                        .map(region -> new Listing(account.account().id(), region, type)))
                .toList();
    }

    private static Stream<String> places(ResourceType type, List<String> regions) {
        return switch (type.scope()) {
            case ACCOUNT -> Stream.of(Coverage.GLOBAL);
            case REGION -> regions.stream();
        };
    }

    @Override
    public Page page(Listing listing, Optional<String> token) {
        ResourceReader<?> reader = reader(listing.type());
        ResourceReader.Listed<?> listed = account.calls()
                .during(
                        listing,
                        () -> reader.listingCall()
                                .understood(() -> reader.list(regionOf(listing), token.orElse(null))));
        Optional<String> next = pageTokens
                .computeIfAbsent(listing, _ -> new PageTokens(reader.listingCall()))
                .follow(token, listed.nextToken());
        return new Page(listing, List.copyOf(items(listed)), next);
    }

    private static List<? extends Page.Item> items(ResourceReader.Listed<?> listed) {
        return listed.items().stream().map(Page.Item.class::cast).toList();
    }

    @Override
    public boolean asksForEach(Listing listing) {
        return reader(listing.type()).asksForEach();
    }

    @Override
    public Optional<Resource> describe(Listing listing, Page.Item item) {
        awaitTurn();
        try {
            return account.calls().during(listing, () -> describe(reader(listing.type()), listing, item));
        } catch (ResourceGone e) {
            return Optional.empty();
        } finally {
            describing.release();
        }
    }

    private void awaitTurn() {
        try {
            describing.acquire();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted before a resource was described");
        }
    }

    private <I extends Page.Item> Optional<Resource> describe(
            ResourceReader<I> reader, Listing listing, Page.Item item) {
        return reader.describe(regionOf(listing), reader.itemType().cast(item), calls)
                .map(described -> new Resource(
                        described.arn(),
                        listing.type(),
                        account.account().id(),
                        described.region(),
                        described.name(),
                        Instant.now().truncatedTo(ChronoUnit.MILLIS),
                        FactSheet.of(described.facts(), reader.listingCall().operation())));
    }

    @Override
    public Map<Listing, Calls> takeCalls() {
        return account.calls().take();
    }

    @Override
    public void giveBack(Listing listing, Calls early) {
        account.calls().giveBack(listing, early);
    }

    @Override
    public Optional<Coverage.Gap> example(Listing listing, Unread reason) {
        return account.calls().example(listing, reason);
    }

    @Override
    public void close() {
        account.clients().close();
    }

    private String regionOf(Listing listing) {
        return listing.region().equals(Coverage.GLOBAL) ? account.homeRegion() : listing.region();
    }

    private ResourceReader<?> reader(ResourceType type) {
        return readers.computeIfAbsent(type, this::newReader);
    }

    private ResourceReader<?> newReader(ResourceType type) {
        return switch (type) {
            case S3_BUCKET -> new S3BucketReader(account);
            case EBS_VOLUME -> new EbsVolumeReader(account);
            case EBS_SNAPSHOT -> new EbsSnapshotReader(account);
            case KMS_KEY -> new KmsKeyReader(account);
            case TRAIL -> new TrailReader(account);
            case ACCOUNT_SETTINGS -> new AccountSettingsReader(account);
            case REGION_SETTINGS -> new RegionSettingsReader(account);
        };
    }

    private Regions regionsOfScope(String homeRegion) {
        var ec2 = account.clients().ec2(homeRegion);
        try {
            var answer = DESCRIBE_REGIONS.request(() -> ec2.describeRegions(request -> request.allRegions(true)));
            Map<Boolean, List<String>> byOptIn =
                    DESCRIBE_REGIONS.listed(answer.hasRegions(), answer.regions(), "Regions").stream()
                            .collect(Collectors.partitioningBy(
                                    region -> NOT_OPTED_IN.equals(region.optInStatus()),
                                    Collectors.mapping(
                                            region -> DESCRIBE_REGIONS.required(region.regionName(), "RegionName"),
                                            Collectors.toList())));
            Set<String> wanted = account.scope().regions();
            return new Regions(
                    RegionNames.select(wanted, byOptIn.get(false)),
                    byOptIn.get(true).stream()
                            .filter(region -> wanted.isEmpty() || wanted.contains(region))
                            .sorted()
                            .toList());
        } catch (ReadException e) {
            boolean roleFailed = !Objects.equals(e.gap().call(), DESCRIBE_REGIONS.operation());
            if (roleFailed || account.scope().regions().isEmpty()) {
                throw e;
            }
            return new Regions(account.scope().regions().stream().sorted().toList(), List.of());
        }
    }
}
