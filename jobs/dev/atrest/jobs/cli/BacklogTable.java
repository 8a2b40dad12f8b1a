package dev.atrest.jobs.cli;

import dev.atrest.model.BacklogItem;
import dev.atrest.writers.VisibleText;
import java.io.PrintWriter;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import tools.jackson.databind.json.JsonMapper;

/** Items of the backlog, one after the other. */
interface BacklogTable {

    void print(BacklogItem item);

    /** There are more items than are shown. */
    void more();

    /** Columns for people; the header comes with the first item. */
    static BacklogTable table(LocalDate today, PrintWriter out) {
        return new BacklogTable() {

            private boolean begun;

            @Override
            public void print(BacklogItem item) {
                if (!begun) {
                    out.printf(
                            "%8s  %-13s %-11s %-12s %-14s %-20s %s%n",
                            "PRIORITY", "SEVERITY", "STATE", "DUE", "REGION", "OWNER", "ITEM, TICKET AND RESOURCE");
                    begun = true;
                }
                out.printf(
                        "%8.1f  %-13s %-11s %-12s %-14s %-20s %s%n",
                        item.priority().score(),
                        item.severity(),
                        item.state(),
                        item.dueOn() + (item.overdue(today) ? "!" : ""),
                        item.region().isEmpty() ? "-" : item.region(),
                        owner(item),
                        item.id() + (item.ticket().isEmpty() ? "" : "  " + oneLine(item.ticket())));
                out.printf(
                        "%10s%s %s: %s%n",
                        "", item.accountId(), item.resourceType().label(), oneLine(item.message()));
            }

            @Override
            public void more() {
                out.println("There are more; --limit 0 lists all.");
            }
        };
    }

    private static String owner(BacklogItem item) {
        String owner = oneLine(item.owner());
        return owner.isEmpty() ? "-" : owner;
    }

    private static String oneLine(String text) {
        return VisibleText.of(text).replace("\n", " ").replace("\t", " ");
    }

    /** One JSON object a line. */
    static BacklogTable lines(PrintWriter out) {
        var json = JsonMapper.builder().build();
        return new BacklogTable() {

            @Override
            public void print(BacklogItem item) {
                out.println(json.writeValueAsString(fields(item)));
            }

            @Override
            public void more() {}
        };
    }

    private static LinkedHashMap<String, Object> fields(BacklogItem item) {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("id", item.id());
        fields.put("ruleId", item.ruleId());
        fields.put("resourceArn", item.resourceArn());
        fields.put("resourceType", item.resourceType().label());
        fields.put("resourceName", item.resourceName());
        fields.put("accountId", item.accountId());
        fields.put("region", item.region());
        fields.put(
                "dataProtectionClass",
                item.dataProtectionClass().map(Enum::name).orElse(""));
        fields.put("severity", item.severity().name());
        fields.put("effort", item.effort().name());
        fields.put("state", item.state().name());
        fields.put("owner", item.owner());
        fields.put("priority", item.priority().score());
        fields.put("priorityExplanation", item.priority().explanation());
        fields.put("group", item.group().map(BacklogItem.Group::title).orElse(""));
        fields.put("dueOn", item.dueOn().toString());
        fields.put("firstSeenAt", item.firstSeenAt().toString());
        fields.put("openedAt", item.openedAt().toString());
        fields.put("lastSeenAt", item.lastSeenAt().toString());
        fields.put("closedAt", item.closedAt().map(Object::toString).orElse(""));
        fields.put("reopened", item.reopened());
        fields.put("message", item.message());
        fields.put("remediation", item.remediation());
        fields.put("command", item.command());
        fields.put("terraform", item.terraform());
        fields.put("ticket", item.ticket());
        return fields;
    }
}
