package dev.atrest.readers;

import dev.atrest.model.Coverage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The way that a listing took from page to page. An endpoint that answers with a token of this way would send the listing
 * round in circles for ever.
 *
 * <p>A page may be asked for again, as a restarted step does: the way then goes on from there.
 */
final class PageTokens {

    private final AwsCall call;
    private final List<String> way = new ArrayList<>();

    PageTokens(AwsCall call) {
        this.call = call;
    }

    /**
     * The token of the page after this one.
     *
     * @param asked the token that this page was asked for with; empty for the first page
     * @param answered the token that came with it; null or empty on the last page
     * @throws ReadException when the answered token was already asked with
     */
    synchronized Optional<String> follow(Optional<String> asked, @Nullable String answered) {
        asked.ifPresentOrElse(this::stepTo, way::clear);
        if (answered == null || answered.isEmpty()) {
            return Optional.empty();
        }
        if (way.contains(answered)) {
            throw new ReadException(
                    new Coverage.Gap(
                            call.operation(),
                            AwsError.REPEATED_PAGE_TOKEN,
                            "the endpoint answered with a page token that it had given before"),
                    false,
                    null);
        }
        return Optional.of(answered);
    }

    private void stepTo(String token) {
        int at = way.indexOf(token);
        if (at < 0) {
            way.add(token);
        } else {
            way.subList(at + 1, way.size()).clear();
        }
    }
}
