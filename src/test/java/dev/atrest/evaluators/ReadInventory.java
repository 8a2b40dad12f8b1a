package dev.atrest.evaluators;

import dev.atrest.model.Coverage;
import dev.atrest.model.Finding;
import dev.atrest.model.Resource;
import dev.atrest.model.ResourceType;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What an assessment has read, given by a test. */
record ReadInventory(List<Resource> read, List<Coverage> coverage) implements Inventory {

    static final RuleCatalog CATALOG = ShippedRules.CATALOG;

    @Override
    public Optional<Resource> find(String arn) {
        return read.stream().filter(resource -> resource.arn().equals(arn)).findFirst();
    }

    @Override
    public Stream<Resource> resources() {
        return read.stream();
    }

    /** The finding of a rule that ships on a resource among these; empty when the rule does not apply. */
    Optional<Finding> finding(String rule, Resource resource) {
        return finding(CATALOG, rule, resource);
    }

    Optional<Finding> finding(RuleCatalog catalog, String rule, Resource resource) {
        return new Evaluation(catalog, Resources.NO_KEYS, this, Resources.TIME)
                .evaluate(resource).stream()
                        .filter(finding -> finding.ruleId().equals(rule))
                        .findFirst();
    }

    /** Rows of all types of an account, in one region, all with this status. */
    static List<Coverage> coverageOf(String account, String region, Coverage.Status status) {
        return Arrays.stream(ResourceType.values())
                .map(type -> row(
                        account, type.scope() == ResourceType.Scope.ACCOUNT ? Coverage.GLOBAL : region, type, status))
                .toList();
    }

    static Coverage row(String account, String region, ResourceType type, Coverage.Status status) {
        boolean gap = status == Coverage.Status.DENIED || status == Coverage.Status.FAILED;
        return new Coverage(
                account,
                region,
                type,
                status,
                0,
                0,
                gap ? Optional.of(new Coverage.Gap("test:List" + type.label(), "AccessDenied", "")) : Optional.empty());
    }
}
