package dev.atrest.evaluators.policy;

/** What a statement does to the requests that it matches. */
enum Effect {
    ALLOW,
    DENY
}
