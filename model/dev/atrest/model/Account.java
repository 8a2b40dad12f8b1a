package dev.atrest.model;

/**
 * One AWS account of the scope.
 *
 * @param id twelve digits
 * @param name from Organizations or the accounts file; the id where neither names it
 * @param status ACTIVE, SUSPENDED, PENDING_CLOSURE, ... as Organizations says; only ACTIVE accounts are scanned
 * @param organizationalUnit path of names from the root, e.g. {@code Root/Workloads/Prod}; empty when not known
 */
public record Account(String id, String name, String status, String organizationalUnit) {

    public boolean active() {
        return status.equals("ACTIVE");
    }
}
