package dev.atrest.evaluators.events;

import dev.atrest.model.Unread;
import java.util.Comparator;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;

/** Yes, no, or open, with what would have told. */
public sealed interface Answer {

    Answer YES = new Decided(true);
    Answer NO = new Decided(false);

    /** @param yes the answer */
    record Decided(boolean yes) implements Answer {}

    /** @param causes at least one: calls that gave no answer, or {@code atrest} and a word for what is not understood */
    record Open(Set<Unread> causes) implements Answer {}

    static Answer of(boolean yes) {
        return yes ? YES : NO;
    }

    static Answer open(Unread cause) {
        return new Open(Set.of(cause));
    }

    /** Something that atrest has no meaning for. */
    static Answer notUnderstood(String what) {
        return open(new Unread("atrest", what));
    }

    default Answer and(Answer other) {
        return combine(other, false);
    }

    /** @param other asked for only where it matters */
    default Answer and(Supplier<Answer> other) {
        return equals(NO) ? NO : and(other.get());
    }

    default Answer or(Answer other) {
        return combine(other, true);
    }

    /** @param decisive the answer that settles it, whatever the other is */
    private Answer combine(Answer other, boolean decisive) {
        if (this.equals(of(decisive)) || other.equals(of(decisive))) {
            return of(decisive);
        }
        if (!(this instanceof Open(var mine))) {
            return other;
        }
        if (!(other instanceof Open(var others))) {
            return this;
        }
        var causes = new TreeSet<>(Comparator.comparing(Unread::call).thenComparing(Unread::error));
        causes.addAll(mine);
        causes.addAll(others);
        return new Open(causes);
    }

    /** Yes when it is for one of the items, no when it is for none. */
    static <T> Answer any(Iterable<T> items, Function<T, Answer> question) {
        Answer answer = NO;
        for (T item : items) {
            answer = answer.or(question.apply(item));
            if (answer.equals(YES)) {
                break;
            }
        }
        return answer;
    }

    /** Yes when it is for all of the items. */
    static <T> Answer all(Iterable<T> items, Function<T, Answer> question) {
        Answer answer = YES;
        for (T item : items) {
            answer = answer.and(question.apply(item));
            if (answer.equals(NO)) {
                break;
            }
        }
        return answer;
    }
}
