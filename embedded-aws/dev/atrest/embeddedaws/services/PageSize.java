package dev.atrest.embeddedaws.services;

import java.util.function.Supplier;

/** The size of pages where the endpoint does not heed what it was asked for. */
public final class PageSize {

    private static final ScopedValue<Integer> INSTEAD = ScopedValue.newInstance();

    private PageSize() {}

    /** Answers with pages of so many items. */
    public static <R> R ignored(int items, Supplier<R> answer) {
        return ScopedValue.where(INSTEAD, items).call(answer::get);
    }

    static int heeded(int asked) {
        return INSTEAD.isBound() ? INSTEAD.get() : asked;
    }
}
