package dev.atrest.jobs.scan;

import dev.atrest.readers.Listing;
import dev.atrest.readers.Page;
import dev.atrest.readers.ReadException;

/** What the lister hands on: a page, or a listing that ended in an error. */
sealed interface Listed {

    /**
     * @param again the listing started again from its first page, so what an earlier run read of it is to be forgotten
     */
    record Found(Page page, boolean again) implements Listed {}

    record Refused(Listing listing, ReadException error) implements Listed {}
}
