package dev.atrest.jobs.store;

/** What an item of the backlog is known by: one rule on one resource. */
public record ItemKey(String ruleId, String arn) {

    public static ItemKey of(StoredItem item) {
        return new ItemKey(item.subject().ruleId(), item.subject().arn());
    }
}
