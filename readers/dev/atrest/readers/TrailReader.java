package dev.atrest.readers;

import static dev.atrest.readers.AccountContext.on;
import static dev.atrest.readers.AccountContext.text;
import static dev.atrest.readers.AwsCall.DESCRIBE_TRAILS;

import dev.atrest.model.Fact;
import dev.atrest.model.KeyReference;
import dev.atrest.model.Trail;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * CloudTrail trails, each once: in its home region, in the account that owns it. The trail of an organisation shows in member
 * accounts as well, as a shadow that is not theirs to change; it is not listed there.
 */
final class TrailReader implements ResourceReader<TrailReader.Item> {

    private final AccountContext account;

    TrailReader(AccountContext account) {
        this.account = account;
    }

    record Item(software.amazon.awssdk.services.cloudtrail.model.Trail trail) implements Page.Item {}

    @Override
    public AwsCall listingCall() {
        return DESCRIBE_TRAILS;
    }

    @Override
    public Class<Item> itemType() {
        return Item.class;
    }

    @Override
    public Listed<Item> list(String region, @Nullable String token) {
        List<Item> trails = account.trails().recording(region).stream()
                .filter(trail -> trail.trailARN()
                        .startsWith(account.arn(
                                "cloudtrail", region, account.account().id(), "trail/")))
                .map(Item::new)
                .toList();
        return new Listed<>(trails, null);
    }

    @Override
    public Optional<Described> describe(String region, Item item, FactCalls calls) {
        var trail = item.trail();
        String arn = trail.trailARN();
        var logging = calls.start(() -> account.trails().logging(arn));
        var selectors = calls.start(() -> account.trails().selectors(arn));
        // Both are asked for at the same time, and then once.
        logging.get();
        if (account.trails().gone(arn, account.account().id())) {
            return Optional.empty();
        }
        var facts = new Trail(
                text(trail.name()),
                on(trail.isMultiRegionTrail()),
                on(trail.isOrganizationTrail()),
                on(trail.logFileValidationEnabled()),
                new KeyReference(text(trail.kmsKeyId())),
                text(trail.s3BucketName()),
                text(trail.cloudWatchLogsLogGroupArn()),
                logging.get(),
                part(selectors.get(), TrailSelectors::basic),
                part(selectors.get(), TrailSelectors::advanced));
        return Optional.of(new Described(arn, region, facts.name(), facts));
    }

    /** One call tells both kinds of selectors. */
    private static <T> Fact<T> part(Fact<TrailSelectors> answer, Function<TrailSelectors, T> part) {
        return switch (answer) {
            case Fact.Known<TrailSelectors>(var selectors, var call) -> Fact.known(part.apply(selectors), call);
            case Fact.Missing<TrailSelectors>(var reason) -> new Fact.Missing<>(reason);
        };
    }
}
