package dev.atrest.evaluators.policy;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Something that questions share, made when the first asks for it. What it costs is counted apart from the questions. */
final class Prepared<T> {

    private final Function<Work, T> make;
    private @Nullable T made;
    private Work.@Nullable TooMuch failure;

    Prepared(Function<Work, T> make) {
        this.make = make;
    }

    synchronized T get() throws Work.TooMuch {
        if (failure != null) {
            throw failure;
        }
        T result = made;
        if (result == null) {
            try {
                result = make.apply(new Work());
            } catch (Work.TooMuch e) {
                failure = e;
                throw e;
            }
            made = result;
        }
        return result;
    }
}
