package dev.atrest.evaluators.policy;

/**
 * Counts what a question costs, so that nobody can write a policy that takes long to judge. Steps are counted rather than
 * time, as the same policy must give the same answer everywhere. Not for use by several threads.
 */
final class Work {

    /**
     * A step is a comparison of characters or of a few words of bits: 4 to 20 ns. Some 2 ms, and 35 times what policies as
     * organisations have them take; docs/policy-analysis.md has the figures.
     */
    private static final int MOST = 120_000;

    private int left = MOST;

    /** Counts some steps. */
    void spend(int steps) throws TooMuch {
        left -= steps;
        if (left < 0) {
            throw new TooMuch();
        }
    }

    /** The policy is too entangled to be judged. */
    static final class TooMuch extends RuntimeException {
        private static final long serialVersionUID = 1L;

        TooMuch() {
            super("The policy is too entangled", null, false, false);
        }
    }
}
