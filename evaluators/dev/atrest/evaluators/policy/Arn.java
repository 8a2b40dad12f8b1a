package dev.atrest.evaluators.policy;

import java.util.Optional;

/** Reads ARNs. */
final class Arn {

    static final int PARTITION = 1;
    static final int REGION = 3;
    private static final int ACCOUNT = 4;
    private static final int RESOURCE = 5;
    private static final int ACCOUNT_DIGITS = 12;

    private Arn() {}

    static String account(String arn) {
        return part(arn, ACCOUNT);
    }

    /** Whether this is the id of an account: twelve digits. */
    static boolean isAccount(String text) {
        if (text.length() != ACCOUNT_DIGITS) {
            return false;
        }
        for (int i = 0; i < ACCOUNT_DIGITS; i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return true;
    }

    static boolean isUser(String arn) {
        int start = start(arn, RESOURCE);
        return start >= 0 && arn.startsWith("user/", start);
    }

    /** Name of a role, of a user, or of the role of a session, without its path; empty for anything else. */
    static Optional<String> principalName(String arn) {
        String path = part(arn, RESOURCE);
        while (path.endsWith("/")) {
            path = path.substring(0, path.length() - 1);
        }
        int slash = path.indexOf('/');
        if (slash < 0) {
            return Optional.empty();
        }
        return switch (path.substring(0, slash)) {
            case "assumed-role" -> {
                int end = path.indexOf('/', slash + 1);
                yield Optional.of(path.substring(slash + 1, end < 0 ? path.length() : end));
            }
            case "role", "user" -> Optional.of(path.substring(path.lastIndexOf('/') + 1));
            default -> Optional.empty();
        };
    }

    /** ARN of the role, taken to have no path, whose session an STS ARN names. */
    static Optional<String> roleOfSession(String arn) {
        if (!arn.contains(":assumed-role/")) {
            return Optional.empty();
        }
        String[] path = part(arn, RESOURCE).split("/");
        if (path.length < 2 || !path[0].equals("assumed-role")) {
            return Optional.empty();
        }
        return Optional.of("arn:" + part(arn, PARTITION) + ":iam::" + account(arn) + ":role/" + path[1]);
    }

    /** The part at a position between the colons, from 0; empty where there is none. */
    static String part(String arn, int index) {
        int start = start(arn, index);
        if (start < 0) {
            return "";
        }
        int end = index == RESOURCE ? -1 : arn.indexOf(':', start);
        return end < 0 ? arn.substring(start) : arn.substring(start, end);
    }

    /** Where a part begins; negative where there is none. */
    private static int start(String arn, int index) {
        int start = 0;
        for (int i = 0; i < index; i++) {
            start = arn.indexOf(':', start) + 1;
            if (start == 0) {
                return -1;
            }
        }
        return start;
    }
}
