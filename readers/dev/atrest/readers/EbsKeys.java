package dev.atrest.readers;

import dev.atrest.model.Fact;
import dev.atrest.model.KeyReference;
import org.jspecify.annotations.Nullable;

/** Keys as EC2 tells them with a listing. */
final class EbsKeys {

    private EbsKeys() {}

    /** Whatever is encrypted has a key; some endpoints leave out which, and that is not the same as none. */
    static Fact<KeyReference> of(AwsCall listing, boolean encrypted, @Nullable String kmsKeyId) {
        String id = AccountContext.text(kmsKeyId);
        if (encrypted && id.isEmpty()) {
            return Fact.unread(listing.operation(), AwsError.INCOMPLETE_ANSWER);
        }
        return Fact.known(id.isEmpty() ? KeyReference.NONE : new KeyReference(id), listing.operation());
    }
}
