package dev.atrest.jobs.store;

import dev.atrest.model.BacklogItem;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Finds items by their ids. An id is the rule's and a digest: the ARNs of the items of that rule are read from an index, and their
 * ids are made anew. An index of ids would be strewn with every item that is opened.
 */
@Repository
class ItemIds {

    /** ARNs that are read at a time. */
    private static final int PAGE = 5000;

    private final JdbcClient jdbc;

    ItemIds(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The items that have one of these ids, by it. */
    Map<String, ItemKey> find(Collection<String> ids) {
        Map<String, Set<String>> byRule = ids.stream()
                .filter(id -> id.contains("-"))
                .collect(Collectors.groupingBy(ItemIds::ruleOf, Collectors.toSet()));
        var found = new HashMap<String, ItemKey>();
        List<Integer> priorities = ByPriority.priorities(jdbc);
        byRule.forEach((rule, wanted) -> {
            for (int priority : priorities) {
                if (!found.keySet().containsAll(wanted)) {
                    find(new ByPriority.Key(priority, rule), wanted, found);
                }
            }
        });
        return found;
    }

    private static String ruleOf(String id) {
        return id.substring(0, id.lastIndexOf('-'));
    }

    private void find(ByPriority.Key key, Set<String> wanted, Map<String, ItemKey> found) {
        for (List<String> page = arns(key, ""); !page.isEmpty(); page = arns(key, page.getLast())) {
            for (String arn : page) {
                String id = BacklogItem.idOf(key.ruleId(), arn);
                if (wanted.contains(id)) {
                    found.put(id, new ItemKey(key.ruleId(), arn));
                }
            }
        }
    }

    private List<String> arns(ByPriority.Key key, String after) {
        return jdbc.sql("select arn from backlog_item where priority = ? and rule_id = ? and arn > ?"
                        + " order by priority, rule_id, arn fetch first " + PAGE + " rows only")
                .params(key.priority(), key.ruleId(), after)
                .query(String.class)
                .list();
    }
}
