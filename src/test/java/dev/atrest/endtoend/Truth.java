package dev.atrest.endtoend;

import java.util.Optional;
import java.util.function.Predicate;

/** Yes, no, or not known because a fact is unread; an unknown part does not matter where the other part decides. */
enum Truth {
    YES,
    NO,
    UNKNOWN;

    static Truth of(boolean value) {
        return value ? YES : NO;
    }

    /** Whether a fact satisfies a condition; unknown when the fact is unread. */
    static <T> Truth of(Optional<T> fact, Predicate<T> condition) {
        return fact.map(value -> of(condition.test(value))).orElse(UNKNOWN);
    }

    Truth and(Truth other) {
        if (this == NO || other == NO) {
            return NO;
        }
        return this == YES && other == YES ? YES : UNKNOWN;
    }

    Truth or(Truth other) {
        return not().and(other.not()).not();
    }

    Truth not() {
        return switch (this) {
            case YES -> NO;
            case NO -> YES;
            case UNKNOWN -> UNKNOWN;
        };
    }
}
