package dev.atrest.embeddedaws.services;

import dev.atrest.embeddedaws.wire.AwsError;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Cuts listings into pages with opaque tokens. */
final class Pages {

    private Pages() {}

    /** A listing of which any item can be asked for. */
    interface Source<T> {

        int size();

        T get(int index);

        static <T> Source<T> of(List<T> list) {
            return new Source<>() {
                @Override
                public int size() {
                    return list.size();
                }

                @Override
                public T get(int index) {
                    return list.get(index);
                }
            };
        }

        /** One after the other. */
        static <T> Source<T> concat(List<Source<T>> sources) {
            int size = sources.stream().mapToInt(Source::size).sum();
            return new Source<>() {
                @Override
                public int size() {
                    return size;
                }

                @Override
                public T get(int index) {
                    int rest = index;
                    for (Source<T> source : sources) {
                        if (rest < source.size()) {
                            return source.get(rest);
                        }
                        rest -= source.size();
                    }
                    throw new IndexOutOfBoundsException(index);
                }
            };
        }

        default <R> Source<R> map(Function<T, R> function) {
            Source<T> source = this;
            return new Source<>() {
                @Override
                public int size() {
                    return source.size();
                }

                @Override
                public R get(int index) {
                    return function.apply(source.get(index));
                }
            };
        }
    }

    /**
     * A page.
     *
     * @param next token of the next page; null on the last one
     */
    record Page<T>(List<T> items, @Nullable String next) {}

    /**
     * @param scope what the token is good for, e.g. operation, account and region; any other's token is invalid
     * @param token null or empty for the first page
     * @param invalid what the service says to an invalid token
     */
    static <T> Page<T> page(
            Source<T> source, String scope, @Nullable String token, int size, Supplier<AwsError> invalid) {
        int from = token == null || token.isEmpty() ? 0 : offset(token, scope, invalid);
        if (from > source.size()) {
            throw invalid.get();
        }
        int to = Math.min(source.size(), from + PageSize.heeded(size));
        List<T> items = new ArrayList<>(to - from);
        for (int i = from; i < to; i++) {
            items.add(source.get(i));
        }
        return new Page<>(items, to < source.size() ? token(scope, to) : null);
    }

    private static String token(String scope, int offset) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString((offset + "@" + scope).getBytes(StandardCharsets.UTF_8));
    }

    private static int offset(String token, String scope, Supplier<AwsError> invalid) {
        try {
            String text = new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
            int at = text.indexOf('@');
            if (at > 0 && text.substring(at + 1).equals(scope)) {
                return Integer.parseUnsignedInt(text.substring(0, at));
            }
        } catch (IllegalArgumentException e) {
            // Not one of ours: the service's own error says so below.
        }
        throw invalid.get();
    }

    /**
     * The page size asked for.
     *
     * @param wrong makes the service's error of what is wrong with it
     */
    static int size(
            @Nullable Integer asked, int smallest, int largest, int otherwise, Function<String, AwsError> wrong) {
        if (asked == null) {
            return otherwise;
        }
        if (asked < smallest) {
            throw wrong.apply("greater than or equal to " + smallest);
        }
        if (asked > largest) {
            throw wrong.apply("less than or equal to " + largest);
        }
        return asked;
    }

    /** {@link #size} in the words of the JSON services. */
    static int size(@Nullable Integer asked, String member, int largest, int otherwise) {
        return size(
                asked,
                1,
                largest,
                otherwise,
                bound -> new AwsError(
                        "ValidationException",
                        "1 validation error detected: Value '%s' at '%s' failed to satisfy constraint: Member must have value %s"
                                .formatted(asked, member, bound),
                        400));
    }
}
