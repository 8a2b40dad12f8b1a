package dev.atrest.model;

/**
 * A KMS key as a resource names it. The evaluation joins the named key's facts ({@link JoinedKey}) beside {@code id}, so
 * that a rule can ask for {@code resource.key.manager}.
 *
 * @param id key ARN, key id, alias name or alias ARN, just as AWS answered; empty where the resource names no key
 */
public record KeyReference(
        @Describe("The key as the resource names it: ARN, key id, alias name or alias ARN; empty when it names none")
        String id) {

    /** No key is named. */
    public static final KeyReference NONE = new KeyReference("");
}
