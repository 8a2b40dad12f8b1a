package dev.atrest.bench;

import dev.atrest.model.Coverage;
import dev.atrest.model.ResourceType;
import dev.atrest.model.Unread;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Holds what a scan wrote against what the estate was made of: each resource is there once, with its place and its facts. What AWS
 * would not tell may be missing where the inventory says so.
 */
final class InventoryCheck {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int PAGE = 2000;
    private static final int NUMBER = 8;
    private static final int MOST_EXAMPLES = 10;

    private final ScanEstate estate;
    private final Map<String, ScanGroup> groups;
    private final Map<ScanGroup, Integer> found = new HashMap<>();
    private final List<String> examples = new ArrayList<>();
    private long resources;
    private long lost;
    private long unknown;
    private long differing;
    private long unreadFacts;
    private long gaps;

    /** A listing by account, region and type. */
    private record Place(String account, String region, ResourceType type) {

        static Place of(ScanGroup group) {
            boolean global = group.type().scope() == ResourceType.Scope.ACCOUNT;
            return new Place(group.account(), global ? Coverage.GLOBAL : group.region(), group.type());
        }
    }

    /**
     * What came of it.
     *
     * @param resources that were found and known
     * @param lost that are in the estate, and neither found nor in a listing that says that it ended in an error
     * @param unknown that are not in the estate
     * @param differing that are elsewhere or other than in the estate; and listings that count otherwise
     * @param unreadFacts that are said to be unread
     * @param gaps listings that are said to have ended in an error
     * @param examples of what is wrong
     */
    record Result(
            long resources,
            long lost,
            long unknown,
            long differing,
            long unreadFacts,
            long gaps,
            List<String> examples) {

        boolean isRight() {
            return lost == 0 && unknown == 0 && differing == 0;
        }

        boolean isWhole() {
            return unreadFacts == 0 && gaps == 0;
        }
    }

    private InventoryCheck(ScanEstate estate) {
        this.estate = estate;
        this.groups = estate.groups().stream().collect(Collectors.toMap(ScanGroup::arnUpToNumber, Function.identity()));
    }

    /** @param data the folder of the database, which nobody uses any more */
    static Result of(ScanEstate estate, Path data) throws SQLException, IOException {
        var check = new InventoryCheck(estate);
        try (var connection =
                DriverManager.getConnection("jdbc:h2:file:" + data.resolve("atrest") + ";IFEXISTS=TRUE")) {
            check.resources(connection);
            check.listings(connection);
        }
        return new Result(
                check.resources,
                check.lost,
                check.unknown,
                check.differing,
                check.unreadFacts,
                check.gaps,
                check.examples);
    }

    private void resources(Connection connection) throws SQLException {
        try (var query =
                connection.prepareStatement("select arn, resource_type, account_id, region, facts from resource"
                        + " where resource_type in ('S3_BUCKET', 'KMS_KEY', 'EBS_VOLUME', 'EBS_SNAPSHOT') and arn > ?"
                        + " order by assessment_id, arn fetch first " + PAGE + " rows only")) {
            String last = "";
            int rows;
            do {
                rows = 0;
                query.setString(1, last);
                try (var row = query.executeQuery()) {
                    while (row.next()) {
                        rows++;
                        last = row.getString(1);
                        var place =
                                new Place(row.getString(3), row.getString(4), ResourceType.valueOf(row.getString(2)));
                        resource(last, place, row.getString(5));
                    }
                }
            } while (rows == PAGE);
        }
    }

    private void resource(String arn, Place place, String facts) {
        int numberAt = Math.max(0, arn.length() - NUMBER);
        ScanGroup group = groups.get(arn.substring(0, numberAt));
        if (group == null || !isBelow(arn.substring(numberAt), group.count())) {
            unknown++;
            example(arn + " is not in the estate");
            return;
        }
        resources++;
        found.merge(group, 1, Integer::sum);
        var made = new Place(group.account(), group.region(), group.type());
        if (!place.equals(made)) {
            differ(arn, "place", place, made);
        }
        compare(arn, group, JSON.readTree(facts));
    }

    private static boolean isBelow(String number, int count) {
        return number.matches("\\d{8}") && Integer.parseInt(number) < count;
    }

    private void compare(String arn, ScanGroup group, JsonNode facts) {
        JsonNode unread = facts.path("unread");
        unread.forEach(why -> unreadFacts += why.path("error").asString("").equals(Unread.NOT_REQUESTED) ? 0 : 1);
        var made = new HashMap<String, String>();
        made.put("/tags/team", "bench");
        made.put("/tags/" + ScanGroup.CLASS_TAG, group.dataClass());
        switch (group.type()) {
            case S3_BUCKET -> made.put("/policy", group.guarded() ? ScanGroup.TLS_ONLY : "");
            case KMS_KEY -> made.put("/rotation/periodDays", String.valueOf(ScanGroup.ROTATION_DAYS));
            default -> made.put("/encrypted", String.valueOf(group.guarded()));
        }
        if (!group.key().isEmpty()) {
            made.put("/key/id", "arn:aws:kms:" + group.region() + ":" + group.account() + ":key/" + group.key());
        }
        made.forEach((path, value) -> {
            String read = facts.path("values").at(path).asString("");
            if (!read.equals(value) && !unread.has(path.split("/")[1])) {
                differ(arn, path, read, value);
            }
        });
    }

    private void listings(Connection connection) throws SQLException {
        var expected = new HashMap<Place, Integer>();
        groups.values().forEach(group -> expected.merge(Place.of(group), group.count(), Integer::sum));
        var got = new HashMap<Place, Integer>();
        found.forEach((group, count) -> got.merge(Place.of(group), count, Integer::sum));
        var told = new HashMap<Place, Boolean>();
        try (var query = connection.createStatement();
                var row = query.executeQuery(
                        "select account_id, region, resource_type, status, resources, error_call, error_code from coverage")) {
            while (row.next()) {
                var place = new Place(row.getString(1), row.getString(2), ResourceType.valueOf(row.getString(3)));
                var status = Coverage.Status.valueOf(row.getString(4));
                boolean listed = status == Coverage.Status.COMPLETE || status == Coverage.Status.PARTIAL;
                told.put(place, listed);
                if (!listed) {
                    gaps++;
                    example(place + " is " + status + ": " + row.getString(6) + " " + row.getString(7));
                } else if (expected.containsKey(place) && row.getLong(5) != got.getOrDefault(place, 0)) {
                    differ(place.toString(), "resources", row.getLong(5), got.getOrDefault(place, 0));
                }
            }
        }
        expected.forEach((place, count) -> {
            int missing = count - got.getOrDefault(place, 0);
            if (missing != 0 && told.getOrDefault(place, true)) {
                lost += missing;
                example(place + " lacks " + missing + " of " + count);
            }
        });
        requireAll(told);
    }

    /** A listing that is not even mentioned might have held anything. */
    private void requireAll(Map<Place, Boolean> told) {
        for (Place place : places()) {
            boolean refused =
                    Objects.equals(told.get(new Place(place.account(), Coverage.ALL_REGIONS, place.type())), false);
            if (!told.containsKey(place) && !refused) {
                lost++;
                example(place + " has no coverage");
            }
        }
    }

    private List<Place> places() {
        var places = new ArrayList<Place>();
        for (int account = 0; account < estate.accounts(); account++) {
            for (ResourceType type : ResourceType.values()) {
                List<String> regions = type.scope() == ResourceType.Scope.ACCOUNT
                        ? List.of(Coverage.GLOBAL)
                        : ScanEstate.regions(estate.regions());
                for (String region : regions) {
                    places.add(new Place(ScanEstate.account(account), region, type));
                }
            }
        }
        return places;
    }

    private void differ(String what, String where, Object read, Object made) {
        differing++;
        example(what + ": " + where + " is '" + read + "' and not '" + made + "'");
    }

    private void example(String text) {
        if (examples.size() < MOST_EXAMPLES) {
            examples.add(text);
        }
    }
}
