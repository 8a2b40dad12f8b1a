package dev.atrest.jobs.seal;

import java.util.List;

/** An archive of evidence is not what was sealed, or not an archive that could be; nothing was imported. */
public final class EvidenceRefused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** @param reasons a sentence each, at least one */
    EvidenceRefused(List<String> reasons) {
        super(String.join("\n", reasons));
    }

    EvidenceRefused(String reason) {
        this(List.of(reason));
    }
}
