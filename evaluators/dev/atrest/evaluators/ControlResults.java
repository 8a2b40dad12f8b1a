package dev.atrest.evaluators;

import dev.atrest.model.ControlResult;
import dev.atrest.model.ControlResult.Result;
import dev.atrest.model.Framework;
import dev.atrest.model.ResourceType;
import dev.atrest.model.Rule;
import dev.atrest.model.StatusCounts;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Sums up rules by the controls that they meet. */
public final class ControlResults {

    private ControlResults() {}

    /**
     * The result of every control, in the order of the frameworks and their controls. A control fails with one failed
     * finding; else it is not assessed with one finding that is not; else it passes if anything was tested, waived findings
     * included: a control whose failures are all waived passes, and its counts say on how many waived findings that rests; else it
     * does not apply, unless what it is about was not listed to the end: then it is not assessed. A manual control stays manual
     * whatever the rules that support it found.
     *
     * @param countsByRule findings by rule id; a rule without findings has no entry
     * @param unlisted types of which there may be resources that nobody knows of
     */
    public static List<ControlResult> of(
            List<Framework> frameworks,
            List<Rule> rules,
            Map<String, StatusCounts> countsByRule,
            Set<ResourceType> unlisted) {
        var results = new ArrayList<ControlResult>();
        for (var framework : frameworks) {
            for (var control : framework.controls()) {
                var meeting = rules.stream()
                        .filter(rule -> rule.controls()
                                .getOrDefault(framework.id(), List.of())
                                .contains(control.id()))
                        .toList();
                var ruleIds = meeting.stream().map(Rule::id).sorted().toList();
                boolean unseen = meeting.stream().map(Rule::resource).anyMatch(unlisted::contains);
                var counts = ruleIds.stream()
                        .map(id -> countsByRule.getOrDefault(id, StatusCounts.NONE))
                        .reduce(StatusCounts.NONE, StatusCounts::plus);
                results.add(new ControlResult(framework, control, result(control, counts, unseen), ruleIds, counts));
            }
        }
        return List.copyOf(results);
    }

    private static Result result(Framework.Control control, StatusCounts counts, boolean unseen) {
        return switch (control.assessment()) {
            case MANUAL -> Result.MANUAL;
            case OUT_OF_SCOPE -> Result.OUT_OF_SCOPE;
            case AUTOMATED -> automated(counts, unseen);
        };
    }

    private static Result automated(StatusCounts counts, boolean unseen) {
        if (counts.fail() > 0) {
            return Result.FAIL;
        } else if (counts.notAssessed() > 0) {
            return Result.NOT_ASSESSED;
        }
        if (counts.total() > 0) {
            return Result.PASS;
        }
        return unseen ? Result.NOT_ASSESSED : Result.NOT_APPLICABLE;
    }
}
