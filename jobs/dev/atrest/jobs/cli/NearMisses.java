package dev.atrest.jobs.cli;

import dev.atrest.writers.VisibleText;
import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** Tells a value that is none of those there are, with those that are most like it. */
final class NearMisses {

    private static final int MOST = 10;

    private NearMisses() {}

    /**
     * Requires all values to be among those that there are.
     *
     * @param option that they were given with
     * @param what they are, e.g. {@code account}
     * @throws CommandException naming the first that is not
     */
    static void require(String option, String what, Collection<String> values, Set<String> known) {
        values.stream().filter(value -> !known.contains(value)).findFirst().ifPresent(value -> {
            String like = value.toLowerCase(Locale.ROOT);
            String nearest = known.stream()
                    .filter(other -> !other.isEmpty())
                    .sorted(Comparator.<String>comparingInt(other -> distance(like, other.toLowerCase(Locale.ROOT)))
                            .thenComparing(Comparator.naturalOrder()))
                    .limit(MOST)
                    .map(NearMisses::oneLine)
                    .collect(Collectors.joining(", "));
            throw new CommandException("%s: the backlog has no %s '%s'; %s %s"
                    .formatted(
                            option,
                            what,
                            oneLine(value),
                            known.size() > MOST ? "the nearest of %d are".formatted(known.size()) : "there are",
                            nearest.isEmpty() ? "none" : nearest));
        });
    }

    private static String oneLine(String text) {
        return VisibleText.of(text).replace("\n", " ").replace("\t", " ");
    }

    /** How many characters are to be put in, left out or changed to make one of the other; what has it in it is next to it. */
    private static int distance(String text, String other) {
        if (!text.isEmpty() && other.contains(text)) {
            return 1;
        }
        int[] row = new int[other.length() + 1];
        for (int j = 0; j <= other.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= text.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= other.length(); j++) {
                int changed = diagonal + (text.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(changed, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[other.length()];
    }
}
