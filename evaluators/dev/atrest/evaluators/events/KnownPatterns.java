package dev.atrest.evaluators.events;

import com.google.common.cache.CacheBuilder;
import com.google.common.cache.CacheLoader;
import com.google.common.cache.LoadingCache;

/**
 * What patterns make of calls, kept while it is asked again: an organisation has the same patterns in every account, from one
 * template. Safe for use by many threads.
 */
final class KnownPatterns {

    private static final int MOST = 10_000;
    private static final String ANYWHERE = "arn:aws:events:any:any:rule/any";

    /** @param ruleArn the place that the pattern is asked about; any for a pattern that does not ask for it */
    private record Asked(String pattern, String ruleArn, ApiCall call) {}

    private final LoadingCache<Asked, Answer> logAnswers =
            cache(asked -> LogPattern.matches(asked.pattern(), asked.call()));
    private final LoadingCache<Asked, Answer> busAnswers =
            cache(asked -> BusPattern.matches(asked.pattern(), asked.ruleArn(), asked.call()));

    private static LoadingCache<Asked, Answer> cache(com.google.common.base.Function<Asked, Answer> answer) {
        return CacheBuilder.newBuilder().maximumSize(MOST).build(CacheLoader.from(answer));
    }

    /** Whether a filter pattern of CloudWatch Logs matches. */
    Answer log(String pattern, ApiCall call) {
        return logAnswers.getUnchecked(new Asked(pattern, "", call));
    }

    /**
     * Whether an event pattern of EventBridge matches.
     *
     * @param ruleArn names the region and account that the rule watches
     */
    Answer bus(String pattern, String ruleArn, ApiCall call) {
        boolean somewhere = ruleArn.split(":", 6).length == 6;
        return busAnswers.getUnchecked(
                new Asked(pattern, somewhere && !mayAskForPlace(pattern) ? ANYWHERE : ruleArn, call));
    }

    /** Account and region stand in fields account, recipientAccountId, region and awsRegion; a name may be escaped. */
    private static boolean mayAskForPlace(String pattern) {
        return pattern.contains("ccount") || pattern.contains("egion") || pattern.indexOf('\\') >= 0;
    }
}
