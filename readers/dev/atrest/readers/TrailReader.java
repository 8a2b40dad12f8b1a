package dev.atrest.readers;

import static dev.atrest.readers.AccountContext.on;
import static dev.atrest.readers.AccountContext.text;
import static dev.atrest.readers.AwsCall.DESCRIBE_TRAILS;
import static dev.atrest.readers.AwsCall.GET_EVENT_SELECTORS;
import static dev.atrest.readers.AwsCall.GET_TRAIL_STATUS;

import dev.atrest.model.Fact;
import dev.atrest.model.KeyReference;
import dev.atrest.model.Trail;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cloudtrail.CloudTrailClient;
import software.amazon.awssdk.services.cloudtrail.model.AdvancedEventSelector;
import software.amazon.awssdk.services.cloudtrail.model.AdvancedFieldSelector;
import software.amazon.awssdk.services.cloudtrail.model.DataResource;
import software.amazon.awssdk.services.cloudtrail.model.EventSelector;
import software.amazon.awssdk.services.cloudtrail.model.GetEventSelectorsResponse;

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
        CloudTrailClient cloudTrail = account.clients().cloudTrail(region);
        var answer =
                DESCRIBE_TRAILS.request(() -> cloudTrail.describeTrails(request -> request.includeShadowTrails(false)));
        List<Item> trails = answer.trailList().stream()
                .filter(trail -> region.equals(DESCRIBE_TRAILS.required(trail.homeRegion(), "HomeRegion")))
                .map(Item::new)
                .toList();
        trails.forEach(item -> DESCRIBE_TRAILS.required(item.trail().trailARN(), "TrailARN"));
        return new Listed<>(trails, null);
    }

    @Override
    public Optional<Described> describe(String region, Item item, FactCalls calls) {
        var trail = item.trail();
        String arn = trail.trailARN();
        CloudTrailClient cloudTrail = account.clients().cloudTrail(region);
        var logging = calls.start(() -> GET_TRAIL_STATUS.fact(
                () -> cloudTrail.getTrailStatus(request -> request.name(arn)),
                status -> GET_TRAIL_STATUS.required(status.isLogging(), "IsLogging")));
        var selectors = calls.start(() -> GET_EVENT_SELECTORS.fact(
                () -> cloudTrail.getEventSelectors(request -> request.trailName(arn)), Function.identity()));
        var facts = new Trail(
                text(trail.name()),
                on(trail.isMultiRegionTrail()),
                on(trail.isOrganizationTrail()),
                on(trail.logFileValidationEnabled()),
                new KeyReference(text(trail.kmsKeyId())),
                text(trail.s3BucketName()),
                text(trail.cloudWatchLogsLogGroupArn()),
                logging.get(),
                part(selectors.get(), TrailReader::basic),
                part(selectors.get(), TrailReader::advanced));
        return Optional.of(new Described(arn, region, facts.name(), facts));
    }

    /** One call tells both kinds of selectors. */
    private static <T> Fact<T> part(
            Fact<GetEventSelectorsResponse> answer, Function<GetEventSelectorsResponse, T> part) {
        return switch (answer) {
            case Fact.Known<GetEventSelectorsResponse>(var response, var call) ->
                Fact.known(part.apply(response), call);
            case Fact.Missing<GetEventSelectorsResponse>(var reason) -> new Fact.Missing<>(reason);
        };
    }

    private static List<Trail.EventSelector> basic(GetEventSelectorsResponse answer) {
        return answer.eventSelectors().stream().map(TrailReader::basic).toList();
    }

    private static Trail.EventSelector basic(EventSelector selector) {
        // CloudTrail's defaults for what a selector leaves out.
        return new Trail.EventSelector(
                selector.readWriteType() == null ? "All" : selector.readWriteTypeAsString(),
                selector.includeManagementEvents() == null || selector.includeManagementEvents(),
                List.copyOf(selector.excludeManagementEventSources()),
                selector.dataResources().stream().map(TrailReader::dataResource).toList());
    }

    private static Trail.DataResource dataResource(DataResource resource) {
        return new Trail.DataResource(text(resource.type()), List.copyOf(resource.values()));
    }

    private static List<Trail.AdvancedEventSelector> advanced(GetEventSelectorsResponse answer) {
        return answer.advancedEventSelectors().stream()
                .map(TrailReader::advanced)
                .toList();
    }

    private static Trail.AdvancedEventSelector advanced(AdvancedEventSelector selector) {
        return new Trail.AdvancedEventSelector(
                text(selector.name()),
                selector.fieldSelectors().stream().map(TrailReader::field).toList());
    }

    private static Trail.FieldSelector field(AdvancedFieldSelector field) {
        return new Trail.FieldSelector(
                text(field.field()),
                List.copyOf(field.equalsValue()),
                List.copyOf(field.notEquals()),
                List.copyOf(field.startsWith()),
                List.copyOf(field.notStartsWith()),
                List.copyOf(field.endsWith()),
                List.copyOf(field.notEndsWith()));
    }
}
