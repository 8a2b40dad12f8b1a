package dev.atrest.readers;

import static dev.atrest.readers.AccountContext.text;
import static dev.atrest.readers.AwsCall.LOOKUP_EVENTS;

import dev.atrest.model.Coverage;
import dev.atrest.model.SensitiveContext;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cloudtrail.CloudTrailClient;
import software.amazon.awssdk.services.cloudtrail.model.Event;
import software.amazon.awssdk.services.cloudtrail.model.LookupAttributeKey;
import software.amazon.awssdk.services.cloudtrail.model.LookupEventsResponse;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Searches the encryption contexts of the KMS events of one region, newest first. Nothing sensitive leaves it unmasked. */
final class EncryptionContexts {

    private static final String TOO_MANY_EVENTS = "TooManyEvents";
    private static final int PAGE = 50;
    private static final int MOST_PAGES = 200;
    /** LookupEvents allows two calls a second for each account and region. */
    private static final Duration BETWEEN_CALLS = Duration.ofMillis(500);

    private static final int LONGEST_KEY = 100;
    private static final List<String> CONTEXTS =
            List.of("encryptionContext", "sourceEncryptionContext", "destinationEncryptionContext");
    private static final List<String> CONSTRAINTS = List.of("encryptionContextSubset", "encryptionContextEquals");
    private static final JsonMapper JSON = new JsonMapper();

    private final CloudTrailClient cloudTrail;
    private final int mostPages;
    private final Duration betweenCalls;
    private final Map<Sight, Integer> sights = new TreeMap<>(Comparator.comparing(Sight::contextKey)
            .thenComparing(Sight::detector)
            .thenComparing(Sight::masked)
            .thenComparing(Sight::operation));

    private record Sight(String contextKey, String detector, String masked, String operation) {}

    EncryptionContexts(CloudTrailClient cloudTrail) {
        this(cloudTrail, MOST_PAGES, BETWEEN_CALLS);
    }

    EncryptionContexts(CloudTrailClient cloudTrail, int mostPages, Duration betweenCalls) {
        this.cloudTrail = cloudTrail;
        this.mostPages = mostPages;
        this.betweenCalls = betweenCalls;
    }

    /**
     * What is sensitive in the events of the window. Where not all events can be read, what was found until then is told, for
     * it is there whatever the others hold.
     *
     * @throws ReadException when not all events can be read and nothing was found
     */
    List<SensitiveContext> search(Duration window) {
        try {
            readEvents(window);
        } catch (ReadException e) {
            if (sights.isEmpty()) {
                throw e;
            }
        }
        var found = new ArrayList<SensitiveContext>();
        sights.forEach((sight, events) -> found.add(
                new SensitiveContext(sight.contextKey(), sight.detector(), sight.masked(), sight.operation(), events)));
        return List.copyOf(found);
    }

    private void readEvents(Duration window) {
        Instant end = Instant.now();
        var tokens = new PageTokens(LOOKUP_EVENTS);
        Optional<String> token = Optional.empty();
        for (int page = 0; page < mostPages; page++) {
            if (page > 0) {
                pause();
            }
            @Nullable String asked = token.orElse(null);
            LookupEventsResponse answer =
                    LOOKUP_EVENTS.request(() -> cloudTrail.lookupEvents(request -> request.startTime(end.minus(window))
                            .endTime(end)
                            .lookupAttributes(attribute -> attribute
                                    .attributeKey(LookupAttributeKey.EVENT_SOURCE)
                                    .attributeValue("kms.amazonaws.com"))
                            .maxResults(PAGE)
                            .nextToken(asked)));
            LOOKUP_EVENTS.listed(answer.hasEvents(), answer.events(), "Events").forEach(this::searchEvent);
            token = tokens.follow(token, answer.nextToken());
            if (token.isEmpty()) {
                return;
            }
        }
        throw new ReadException(
                new Coverage.Gap(
                        LOOKUP_EVENTS.operation(),
                        TOO_MANY_EVENTS,
                        "the newest " + mostPages * PAGE + " events were searched"),
                false,
                null);
    }

    private void pause() {
        try {
            Thread.sleep(betweenCalls);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException(LOOKUP_EVENTS.operation() + " was interrupted");
        }
    }

    private void searchEvent(Event event) {
        JsonNode parameters = parameters(text(event.cloudTrailEvent()));
        String operation = text(event.eventName());
        CONTEXTS.forEach(name -> searchContext(parameters.path(name), operation));
        CONSTRAINTS.forEach(name -> searchContext(parameters.path("constraints").path(name), operation));
    }

    private static JsonNode parameters(String event) {
        try {
            return JSON.readTree(event).path("requestParameters");
        } catch (JacksonException e) {
            throw new ReadException(
                    new Coverage.Gap(LOOKUP_EVENTS.operation(), AwsError.INCOMPLETE_ANSWER, "an event is no JSON"),
                    false,
                    null);
        }
    }

    private void searchContext(JsonNode context, String operation) {
        context.forEachEntry((key, value) -> {
            List<SensitiveText.Found> inKey = SensitiveText.in(key);
            String shownKey = inKey.isEmpty()
                    ? key.substring(
                            0, key.offsetByCodePoints(0, Math.min(key.codePointCount(0, key.length()), LONGEST_KEY)))
                    : inKey.getFirst().masked();
            inKey.forEach(found -> add(shownKey, found, operation));
            SensitiveText.in(value.isString() ? value.stringValue() : value.toString())
                    .forEach(found -> add(shownKey, found, operation));
        });
    }

    private void add(String key, SensitiveText.Found found, String operation) {
        sights.merge(new Sight(key, found.detector(), found.masked(), operation), 1, Integer::sum);
    }
}
