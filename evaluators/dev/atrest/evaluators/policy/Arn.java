package dev.atrest.evaluators.policy;

import java.util.Optional;

/** Reads the ARNs of principals. */
final class Arn {

    private static final int ACCOUNT = 4;
    private static final int RESOURCE = 5;

    private Arn() {}

    static String account(String arn) {
        return part(arn, ACCOUNT);
    }

    static boolean isUser(String arn) {
        return part(arn, RESOURCE).startsWith("user/");
    }

    /** Name of a role, of a user, or of the role of a session, without its path; empty for anything else. */
    static Optional<String> principalName(String arn) {
        String[] path = part(arn, RESOURCE).split("/");
        if (path.length < 2) {
            return Optional.empty();
        }
        return switch (path[0]) {
            case "assumed-role" -> Optional.of(path[1]);
            case "role", "user" -> Optional.of(path[path.length - 1]);
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
        return Optional.of("arn:" + part(arn, 1) + ":iam::" + account(arn) + ":role/" + path[1]);
    }

    private static String part(String arn, int index) {
        int start = 0;
        for (int i = 0; i < index; i++) {
            start = arn.indexOf(':', start) + 1;
            if (start == 0) {
                return "";
            }
        }
        int end = index == RESOURCE ? -1 : arn.indexOf(':', start);
        return end < 0 ? arn.substring(start) : arn.substring(start, end);
    }
}
