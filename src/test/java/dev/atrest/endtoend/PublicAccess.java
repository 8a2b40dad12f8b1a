package dev.atrest.endtoend;

import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** S3 Block Public Access as it stands in an estate file. */
final class PublicAccess {

    private PublicAccess() {}

    /**
     * Whether all four switches are on.
     *
     * @param unsaid what holds where the file says nothing: {@code all} for a bucket, {@code notConfigured} for an account
     */
    static boolean allBlocked(JsonNode block, String unsaid) {
        if (block.isObject()) {
            return Stream.of("blockPublicAcls", "ignorePublicAcls", "blockPublicPolicy", "restrictPublicBuckets")
                    .allMatch(name -> block.path(name).asBoolean(false));
        }
        return block.asString(unsaid).equals("all");
    }
}
