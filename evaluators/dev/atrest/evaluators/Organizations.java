package dev.atrest.evaluators;

import dev.atrest.model.Fact;
import dev.atrest.model.Unread;

/** Which account belongs to which organisation. Asked by many threads. */
interface Organizations {

    /** Nobody has told anything. */
    Organizations UNKNOWN = new Organizations() {
        private static final Unread REASON = new Unread("organizations:DescribeOrganization", "NotInScope");

        @Override
        public Fact<String> of(String accountId) {
            return new Fact.Missing<>(REASON);
        }

        @Override
        public Fact<Boolean> share(String accountId, String otherId) {
            return new Fact.Missing<>(REASON);
        }
    };

    /** Id of the account's organisation; empty when it belongs to none. */
    Fact<String> of(String accountId);

    /** Whether both accounts belong to the same organisation. */
    Fact<Boolean> share(String accountId, String otherId);
}
