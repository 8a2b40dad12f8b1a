package dev.atrest.readers;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Function;

/**
 * Tries the actions of the policy in the regions of an account: all of them in one region, and in the others whether they are
 * open at all, which one call tells.
 */
final class RegionTrials {

    /** Allowed wherever the policy is, needs nothing to be tried on, and is quickly answered. */
    private static final AwsCall PROBE = AwsCall.GET_EBS_ENCRYPTION_BY_DEFAULT;

    private final AwsClients clients;
    private final String accountId;
    private final Executor virtualThreads;

    RegionTrials(AwsClients clients, String accountId, Executor virtualThreads) {
        this.clients = clients;
        this.accountId = accountId;
        this.virtualThreads = virtualThreads;
    }

    /**
     * @param regions in the order in which they are tried; at least one
     * @param everywhere every action in every region
     */
    List<Check> all(List<String> regions, boolean everywhere) {
        var checks = new ArrayList<Check>();
        List<ActionTrials.Outcome> outcomes;
        int tried = 0;
        do { // actions say nothing of the policy where a region is closed
            String region = regions.get(tried);
            outcomes = trials(region).all(tried == 0, virtualThreads);
            checks.addAll(ActionFixes.checks(accountId, region, outcomes));
            tried++;
        } while (ActionFixes.closed(outcomes) && tried < regions.size());
        boolean probeDenied = outcomes.stream().anyMatch(outcome -> outcome.call() == PROBE && outcome.denied());
        Function<String, List<Check>> others = everywhere ? this::every : region -> open(region, probeDenied);
        checks.addAll(concurrently(regions.subList(tried, regions.size()), others));
        return checks;
    }

    private List<Check> concurrently(List<String> regions, Function<String, List<Check>> trial) {
        List<CompletableFuture<List<Check>>> pending = regions.stream()
                .map(region -> CompletableFuture.supplyAsync(() -> trial.apply(region), virtualThreads))
                .toList();
        return pending.stream()
                .map(CompletableFuture::join)
                .flatMap(List::stream)
                .toList();
    }

    private List<Check> every(String region) {
        return ActionFixes.checks(accountId, region, trials(region).all(false, virtualThreads));
    }

    /**
     * What is amiss in a region as a whole.
     *
     * @param deniedElsewhere the probe is, so that a denial here would tell it again
     */
    private List<Check> open(String region, boolean deniedElsewhere) {
        ActionTrials.Outcome probe = trials(region).outcome(PROBE);
        if (probe.byPolicy()) {
            return every(region);
        }
        boolean well = probe.result() == Check.Result.OK || probe.denied() && deniedElsewhere;
        return well ? List.of() : ActionFixes.checks(accountId, region, List.of(probe));
    }

    private ActionTrials trials(String region) {
        return new ActionTrials(clients, accountId, region);
    }
}
