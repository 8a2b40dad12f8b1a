package dev.atrest.evaluators;

import dev.atrest.model.Coverage;
import dev.atrest.model.FactSheet;
import dev.atrest.model.Resource;
import dev.atrest.model.ResourceType;
import dev.atrest.model.Unread;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Completes the settings of a region whose trails deliver to a log group of another account, as those of an organisation do:
 * only that account's own settings tell whom the log group alarms. What is not known then says in which account.
 */
final class LogGroupsElsewhere {

    private static final String LOG_GROUPS = "trailLogGroups";
    private static final String DESCRIBE_METRIC_FILTERS = "logs:DescribeMetricFilters";
    private static final String UNREAD = "unread";

    private final Inventory inventory;
    /** By ARN: every account and region of an organisation may name the same one. */
    private final Map<String, Map<String, ?>> known = new ConcurrentHashMap<>();

    LogGroupsElsewhere(Inventory inventory) {
        this.inventory = inventory;
    }

    /** A log group as its ARN names it: {@code arn:PARTITION:logs:REGION:ACCOUNT:log-group:NAME:*}. */
    private record Place(String arn, String partition, String region, String accountId) {

        static Optional<Place> of(Object logGroup) {
            if (logGroup instanceof Map<?, ?> values
                    && values.containsKey(UNREAD)
                    && values.get("arn") instanceof String arn) {
                String[] parts = arn.split(":", 7);
                return parts.length < 7 ? Optional.empty() : Optional.of(new Place(arn, parts[1], parts[3], parts[4]));
            }
            return Optional.empty();
        }

        String settings() {
            return "arn:%s:account:%s:%s:settings".formatted(partition, region, accountId);
        }
    }

    /**
     * The settings with what other accounts tell.
     *
     * @param coverage of the assessment, for what was not read
     */
    Resource complete(Resource settings, List<Coverage> coverage) {
        if (!(settings.facts().values().get(LOG_GROUPS) instanceof List<?> logGroups)) {
            return settings;
        }
        List<?> completed = logGroups.stream()
                .map(group -> Place.of(group)
                        .filter(place -> !place.accountId().equals(settings.accountId()))
                        .<Object>map(place -> known.computeIfAbsent(place.arn(), _ -> owners(place, coverage)))
                        .orElse(group))
                .toList();
        var values = new LinkedHashMap<>(settings.facts().values());
        values.put(LOG_GROUPS, completed);
        var facts = settings.facts();
        return new Resource(
                settings.arn(),
                settings.type(),
                settings.accountId(),
                settings.region(),
                settings.name(),
                settings.readAt(),
                new FactSheet(values, facts.unread(), facts.sources()));
    }

    private Map<String, ?> owners(Place place, List<Coverage> coverage) {
        var settings = inventory.find(place.settings());
        if (settings.isEmpty()) {
            return unread(place, notRead(place, coverage));
        }
        var facts = settings.get().facts();
        if (facts.values().get(LOG_GROUPS) instanceof List<?> logGroups) {
            return logGroups.stream()
                    .filter(group ->
                            group instanceof Map<?, ?> values && place.arn().equals(values.get("arn")))
                    .findFirst()
                    .<Map<String, ?>>map(group -> ResourceFacts.texts((Map<?, ?>) named(group, place)))
                    .orElseGet(() -> unread(place, new Unread(DESCRIBE_METRIC_FILTERS, "NotListed")));
        }
        return unread(
                place, facts.unread().getOrDefault(LOG_GROUPS, new Unread(DESCRIBE_METRIC_FILTERS, "FactMissing")));
    }

    private static Unread notRead(Place place, List<Coverage> coverage) {
        return coverage.stream()
                .filter(row -> row.type() == ResourceType.REGION_SETTINGS
                        && row.accountId().equals(place.accountId())
                        && (row.region().equals(place.region()) || row.region().equals(Coverage.ALL_REGIONS)))
                .findFirst()
                .flatMap(UsesOfKeys::notSeen)
                .orElse(new Unread(DESCRIBE_METRIC_FILTERS, "NotInScope"));
    }

    private static Map<String, ?> unread(Place place, Unread reason) {
        return Map.of("arn", place.arn(), "metricFilters", List.of(), UNREAD, in(place, reason.call(), reason.error()));
    }

    private static Map<String, Object> in(Place place, Object call, Object error) {
        return Map.of("call", call, "error", "%s in account %s".formatted(error, place.accountId()));
    }

    /** The same, where all that is unread in it names its account. */
    private static Object named(Object part, Place place) {
        return switch (part) {
            case Map<?, ?> map -> {
                var result = new LinkedHashMap<Object, Object>();
                map.forEach((name, value) -> result.put(
                        name,
                        UNREAD.equals(name) && value instanceof Map<?, ?> reason
                                ? in(place, reason.get("call"), reason.get("error"))
                                : named(value, place)));
                yield result;
            }
            case List<?> list -> list.stream().map(item -> named(item, place)).toList();
            default -> part;
        };
    }
}
