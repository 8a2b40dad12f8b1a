package dev.atrest.readers;

import java.util.List;
import java.util.stream.Stream;

/** What to do about the actions that a role may not call. */
final class ActionFixes {

    private static final String EVERY_ACTION = "every action";

    private ActionFixes() {}

    /** A region that a service control policy closes is one gap, not one an action. */
    static List<Check> checks(String accountId, String region, List<ActionTrials.Outcome> outcomes) {
        Stream<Check> checks = closed(outcomes)
                ? Stream.concat(
                        Stream.of(Check.gap(
                                EVERY_ACTION,
                                "a service control policy denies every call in the region",
                                "exempt the role in the service control policy, or name the other regions with"
                                        + " --region")),
                        ofTheAccount(outcomes))
                : outcomes.stream().map(ActionFixes::check);
        return checks.map(check -> check.at(accountId, region)).toList();
    }

    /** Whether a service control policy denies all that is asked of a region. */
    static boolean closed(List<ActionTrials.Outcome> outcomes) {
        List<ActionTrials.Outcome> tried = outcomes.stream()
                .filter(outcome -> !ActionTrials.onceAnAccount(outcome.call()))
                .filter(outcome -> outcome.result() != Check.Result.UNTRIED)
                .toList();
        return !tried.isEmpty() && tried.stream().allMatch(ActionTrials.Outcome::byPolicy);
    }

    /** What is asked once an account can be allowed though its region is closed. */
    private static Stream<Check> ofTheAccount(List<ActionTrials.Outcome> outcomes) {
        return outcomes.stream()
                .filter(outcome -> ActionTrials.onceAnAccount(outcome.call()) && !outcome.byPolicy())
                .map(ActionFixes::check);
    }

    private static Check check(ActionTrials.Outcome outcome) {
        String action = outcome.call().iamAction();
        return switch (outcome.result()) {
            case OK -> Check.ok(action, outcome.detail());
            case UNTRIED -> Check.untried(action, outcome.detail());
            case GAP -> Check.gap(action, outcome.detail(), fix(outcome, action));
        };
    }

    private static String fix(ActionTrials.Outcome outcome, String action) {
        if (outcome.byPolicy()) {
            return "a service control policy denies it: exempt the role there";
        }
        if (outcome.detail().contains(AwsError.UNKNOWN_HOST)) {
            return "leave the region out, or --fips; if the host exists, see to the name service of this machine";
        }
        if (!outcome.denied()) {
            return "try again; if it stays, " + outcome.call().operation() + " will leave gaps";
        }
        if (outcome.detail().contains("resource-based policy")) {
            return "let the policies of the account's resources leave " + action + " to the role";
        }
        return AccessChecks.allow(action);
    }
}
