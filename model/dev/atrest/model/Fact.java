package dev.atrest.model;

/**
 * A fact that takes a call of its own to read, and so may be unread. Facts that come with the listing of a resource are
 * plain record components instead.
 *
 * <p>The type keeps an unread fact from being taken for a value: there is no default to fall back to.
 *
 * @param <T> the fact's value: String, Boolean, Integer, Instant, a record, a List or a Map of these
 */
public sealed interface Fact<T> {

    /**
     * @param value what AWS said
     * @param call the API operation that said it, as {@code service:Operation}
     */
    record Known<T>(T value, String call) implements Fact<T> {}

    /** The call that would have told did not. */
    record Missing<T>(Unread reason) implements Fact<T> {}

    static <T> Fact<T> known(T value, String call) {
        return new Known<>(value, call);
    }

    static <T> Fact<T> unread(String call, String error) {
        return new Missing<>(new Unread(call, error));
    }
}
