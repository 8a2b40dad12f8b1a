package dev.atrest.embeddedaws.estate;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The organisation and its tree of organisational units.
 *
 * @param id {@code o-…}
 * @param managementAccount account id
 * @param rootId {@code r-…}
 * @param units units under the root
 * @param delegatedAdministrators ids of the member accounts that may read the organisation
 */
public record Organization(
        String id, String managementAccount, String rootId, List<Unit> units, List<String> delegatedAdministrators) {

    public Organization {
        id = Defaults.or(id, "o-atrest0001");
        rootId = Defaults.or(rootId, "r-root");
        units = Defaults.list(units);
        delegatedAdministrators = Defaults.list(delegatedAdministrators);
    }

    /**
     * An organisational unit.
     *
     * @param name unique among its siblings
     * @param id {@code ou-…}; made from the path of names when the YAML names none
     * @param units units below
     */
    public record Unit(String name, String id, List<Unit> units) {

        public Unit {
            name = Defaults.required(name, "name of an organisational unit");
            id = Defaults.or(id, "");
            units = Defaults.list(units);
        }
    }

    static Organization withDefaults(@Nullable Organization given, String firstAccount) {
        return given == null
                ? new Organization(null, firstAccount, null, null, null)
                : new Organization(
                        given.id,
                        Defaults.or(given.managementAccount, firstAccount),
                        given.rootId,
                        given.units,
                        given.delegatedAdministrators);
    }
}
