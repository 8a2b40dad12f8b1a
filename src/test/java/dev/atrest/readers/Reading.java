package dev.atrest.readers;

import dev.atrest.model.Resource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads as a job does: every listing, every page, every resource. */
final class Reading {

    private Reading() {}

    static List<Resource> everything(AccountReader reader) {
        return reader.listings(reader.regions()).stream()
                .flatMap(listing -> listed(reader, listing).stream())
                .toList();
    }

    static List<Resource> listed(AccountReader reader, Listing listing) {
        var resources = new ArrayList<Resource>();
        Optional<String> token = Optional.empty();
        do {
            Page page = reader.page(listing, token);
            page.items().forEach(item -> reader.describe(listing, item).ifPresent(resources::add));
            token = page.nextToken();
        } while (token.isPresent());
        return resources;
    }
}
