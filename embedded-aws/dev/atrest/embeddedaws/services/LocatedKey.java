package dev.atrest.embeddedaws.services;

import dev.atrest.embeddedaws.estate.Key;

/** A key and where it is. */
record LocatedKey(Key key, String accountId, RegionView region) {

    String arn() {
        return region.keyIdArn(key.id());
    }
}
