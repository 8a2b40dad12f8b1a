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
