package dev.atrest.readers;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads settings: there is nothing to list, the account or the region is itself the one resource. */
interface SettingsReader extends ResourceReader<SettingsReader.Item> {

    /** Says nothing: whose settings they are, the listing says. */
    record Item() implements Page.Item {}

    @Override
    default Class<Item> itemType() {
        return Item.class;
    }

    @Override
    default Listed<Item> list(String region, @Nullable String token) {
        return new Listed<>(List.of(new Item()), null);
    }
}
