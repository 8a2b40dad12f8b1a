package dev.atrest.evaluators.policy;

/** How to take a statement that allows the resource's own account, which leaves it to that account's IAM who may. */
public enum OwnAccount {
    /** It is the account's own affair, as AWS recommends it. */
    ACCEPTED,
    /** It leaves the answer unknown: the IAM policies of the account are not read. */
    UNKNOWN
}
