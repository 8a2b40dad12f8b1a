package dev.atrest.faults;

import dev.atrest.embeddedaws.Calls;
import java.util.Comparator;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What the processes of a run that was killed asked AWS again. A page counts as answered when the endpoint has sent all of it, and
 * as under way when it was asked for and nobody can tell whether its answer came.
 *
 * @param pagesOfListing the most answered pages of one listing (account, region and resource type) that a start asked for again
 * @param pagesOfAccount the most answered pages of one account that a start asked for again
 * @param pages all answered pages that were asked for again
 * @param pagesUnderWay all pages under way that were asked for again
 * @param describing all answered calls about a single bucket or key that were made again
 */
public record Repeated(long pagesOfListing, long pagesOfAccount, long pages, long pagesUnderWay, long describing) {

    public static final Repeated NOTHING = new Repeated(0, 0, 0, 0, 0);

    /** Takes the worst of both, and adds what is counted. */
    public Repeated and(Repeated other) {
        return new Repeated(
                Math.max(pagesOfListing, other.pagesOfListing),
                Math.max(pagesOfAccount, other.pagesOfAccount),
                pages + other.pages,
                pagesUnderWay + other.pagesUnderWay,
                describing + other.describing);
    }

    /** Watches one run after the other process of it. */
    static final class Watch {

        private final Set<Calls.Request> askedBefore = ConcurrentHashMap.newKeySet();
        private final Set<Calls.Request> answeredBefore = ConcurrentHashMap.newKeySet();
        private final Set<Calls.Request> asked = ConcurrentHashMap.newKeySet();
        private final Set<Calls.Request> answered = ConcurrentHashMap.newKeySet();
        private Repeated repeated = NOTHING;

        void asked(Calls.Request request) {
            asked.add(request);
        }

        void answered(Calls.Request request) {
            answered.add(request);
        }

        Repeated repeated() {
            return repeated;
        }

        /** A process has ended; what comes is the next one's. */
        void processEnded() {
            repeated = repeated.and(now());
            askedBefore.addAll(asked);
            answeredBefore.addAll(answered);
            asked.clear();
            answered.clear();
        }

        private Repeated now() {
            var byListing = new TreeMap<Calls.Target, Long>();
            var byAccount = new TreeMap<String, Long>();
            long underWay = 0;
            long describing = 0;
            for (Calls.Request request : asked) {
                boolean hadAnswer = answeredBefore.contains(request);
                if (isPage(request)) {
                    if (hadAnswer) {
                        byListing.merge(request.target(), 1L, Long::sum);
                        byAccount.merge(request.target().account(), 1L, Long::sum);
                    } else if (askedBefore.contains(request)) {
                        underWay++;
                    }
                } else if (hadAnswer && asksAboutOne(request.target().action())) {
                    describing++;
                }
            }
            return new Repeated(
                    most(byListing.values()),
                    most(byAccount.values()),
                    byAccount.values().stream().mapToLong(Long::longValue).sum(),
                    underWay,
                    describing);
        }

        private static long most(java.util.Collection<Long> counts) {
            return counts.stream().max(Comparator.naturalOrder()).orElse(0L);
        }

        private static boolean isPage(Calls.Request request) {
            return Outcome.LISTINGS.contains(request.target().action()) && !isOfPublicSnapshots(request);
        }

        /** It tells a fact of the snapshots of a region, and is no page of theirs. */
        private static boolean isOfPublicSnapshots(Calls.Request request) {
            return request.target().action().equals("ec2:DescribeSnapshots")
                    && request.content().contains("[all]");
        }

        private static boolean asksAboutOne(String action) {
            return action.matches("(s3|kms):(?!List(Buckets|Keys|Aliases)$).*");
        }
    }
}
