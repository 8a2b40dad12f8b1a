package dev.atrest.readers;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** What STS takes of a caller who assumes a role. Asked for anything else, it would refuse every account. */
public final class SessionLimits {

    private static final Pattern ROLE = Pattern.compile("[\\w+=,.@/-]{1,512}");
    private static final Pattern EXTERNAL_ID = Pattern.compile("[\\w+=,.@:/-]{2,1224}");
    private static final Pattern TAG = Pattern.compile("[\\p{L}\\p{Z}\\p{N}_.:/=+@-]*");
    private static final int LONGEST_TAG_KEY = 128;
    private static final int LONGEST_TAG_VALUE = 256;
    private static final int MOST_TAGS = 50;

    private SessionLimits() {}

    /** @return what is allowed instead; empty for the name of a role, with or without its path */
    public static Optional<String> refusalOfRole(String name) {
        return unless(ROLE.matcher(name).matches(), "the name of an IAM role: letters, digits and +=,.@_-/");
    }

    /** @return what is allowed instead; empty for an external id */
    public static Optional<String> refusalOfExternalId(String id) {
        return unless(EXTERNAL_ID.matcher(id).matches(), "2 to 1224 letters, digits and +=,.@:_-/");
    }

    /** @return what is allowed instead; empty for tags of a session */
    public static Optional<String> refusalOfTags(Map<String, String> tags) {
        boolean allowed = tags.size() <= MOST_TAGS
                && tags.entrySet().stream()
                        .allMatch(tag -> !tag.getKey().isEmpty()
                                && tag.getKey().length() <= LONGEST_TAG_KEY
                                && !tag.getKey()
                                        .toLowerCase(java.util.Locale.ROOT)
                                        .startsWith("aws:")
                                && tag.getValue().length() <= LONGEST_TAG_VALUE
                                && TAG.matcher(tag.getKey() + tag.getValue()).matches());
        return unless(
                allowed,
                "up to 50 tags: keys of 1 to 128 characters that do not begin with aws:, values of up to 256, both of"
                        + " letters, digits, spaces and _.:/=+@-");
    }

    private static Optional<String> unless(boolean allowed, String instead) {
        return allowed ? Optional.empty() : Optional.of(instead);
    }
}
