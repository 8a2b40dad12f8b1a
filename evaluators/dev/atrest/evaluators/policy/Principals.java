package dev.atrest.evaluators.policy;

import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The Principal or NotPrincipal element of a statement.
 *
 * @param negated it is NotPrincipal
 * @param everyone {@code *} is among them
 * @param accounts accounts named by id or by the ARN of their root, which both stand for the whole account
 * @param arns IAM and STS principals by ARN
 * @param services service principals
 * @param others federated providers and canonical users, with their element's name before a colon
 * @param doubtful some principal is written in a way that AWS does not document, such as a wildcard inside an ARN
 */
record Principals(
        boolean negated,
        boolean everyone,
        Set<String> accounts,
        Set<String> arns,
        Set<String> services,
        Set<String> others,
        boolean doubtful) {

    private static final Pattern ROOT = Pattern.compile("arn:[a-z-]+:iam::(\\d{12}):root");
    /** The id that AWS shows in place of a principal that was deleted: it stands for nobody any more. */
    private static final Pattern DELETED = Pattern.compile("A[A-Z]{3}[A-Z0-9]{12,}");

    /** Collects the principals of one element. */
    static final class Builder {
        private final Set<String> accounts = new HashSet<>();
        private final Set<String> arns = new HashSet<>();
        private final Set<String> services = new HashSet<>();
        private final Set<String> others = new HashSet<>();
        private boolean everyone;
        private boolean doubtful;

        void everyone() {
            everyone = true;
        }

        void aws(String value) {
            if (value.equals("*")) {
                everyone = true;
            } else if (Arn.isAccount(value)) {
                accounts.add(value);
            } else if (value.endsWith(":root") && ROOT.matcher(value).matches()) {
                accounts.add(Arn.account(value));
            } else if (value.indexOf('*') >= 0 || value.indexOf('?') >= 0) {
                doubtful = true;
            } else if (value.startsWith("arn:")) {
                arns.add(value);
            } else if (!DELETED.matcher(value).matches()) {
                doubtful = true;
            }
        }

        void service(String value) {
            if (value.indexOf('*') >= 0) {
                doubtful = true;
            } else {
                services.add(value);
            }
        }

        void other(String element, String value) {
            if (value.indexOf('*') >= 0) {
                doubtful = true;
            } else {
                others.add(element + ":" + value);
            }
        }

        Principals build(boolean negated) {
            return new Principals(negated, everyone, accounts, arns, services, others, doubtful);
        }
    }

    /** Whether the statement is about this caller. */
    Match match(Caller caller) {
        Match listed = listed(caller);
        if (!negated) {
            return listed;
        }
        return switch (listed) {
            case NO -> Match.YES;
            case YES ->
                caller.account().isEmpty() || everyone || accounts.contains(caller.account())
                        ? Match.NO
                        : Match.UNKNOWN;
            // AWS asks to list the account beside its principals and does not say what one without the other does.
            case BY_ACCOUNT, UNKNOWN -> Match.UNKNOWN;
        };
    }

    private Match listed(Caller caller) {
        if (everyone) {
            return Match.YES;
        }
        boolean named = switch (caller.kind()) {
            case ANONYMOUS, STRANGER, ORGANIZATION_MEMBER, ANY_SERVICE -> false;
            case ROOT -> accounts.contains(caller.account());
            case MEMBER -> caller.names().stream().anyMatch(arns::contains);
            case SERVICE -> services.contains(caller.name());
            case SERVICE_FOR_ACCOUNT -> !services.isEmpty();
            case OTHER -> others.contains(caller.name());
        };
        if (named) {
            return Match.YES;
        }
        if (caller.kind() == Caller.Kind.MEMBER && accounts.contains(caller.account())) {
            return Match.BY_ACCOUNT;
        }
        return doubtful ? Match.UNKNOWN : Match.NO;
    }

    /** Whether a statement is about a caller, and how. */
    enum Match {
        YES,
        /** The caller's account is named: a Deny covers the caller, an Allow leaves it to the account's IAM. */
        BY_ACCOUNT,
        NO,
        UNKNOWN
    }
}
