package dev.atrest.model;

import java.util.Optional;

/**
 * One AWS account of the scope.
 *
 * @param id twelve digits
 * @param name from the accounts file or Organizations; the id where neither names it
 * @param status ACTIVE, SUSPENDED, PENDING_CLOSURE, ... as Organizations says; only ACTIVE accounts are scanned
 * @param organizationalUnit path of names from the root, e.g. {@code Root/Workloads/Prod}; empty when not known
 * @param owner who answers for it, as the accounts file says; empty when it does not
 * @param criticality in the words of the accounts file; empty when it says nothing
 * @param defaultClass data protection class of what carries no class of its own; empty for that of the rules
 */
public record Account(
        String id,
        String name,
        String status,
        String organizationalUnit,
        String owner,
        String criticality,
        Optional<DataProtectionClass> defaultClass) {

    /** As Organizations knows it. */
    public Account(String id, String name, String status, String organizationalUnit) {
        this(id, name, status, organizationalUnit, "", "", Optional.empty());
    }

    /** The same with its place in the organisation. */
    public Account withOrganizationalUnit(String path) {
        return new Account(id, name, status, path, owner, criticality, defaultClass);
    }

    /** Somebody gave it a name; otherwise its id stands for it. */
    public boolean named() {
        return !name.isBlank() && !name.equals(id);
    }

    /** For a sentence: {@code payments (111122223333)}, or the id alone. */
    public String label() {
        return named() ? name + " (" + id + ")" : id;
    }

    public boolean active() {
        return status.equals("ACTIVE");
    }
}
