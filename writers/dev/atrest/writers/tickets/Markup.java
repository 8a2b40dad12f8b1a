package dev.atrest.writers.tickets;

import java.util.regex.Pattern;

/** How a system reads the text of a column; what comes from AWS must not become markup there: no picture, no link, no mention. */
enum Markup {
    /** As it is written. */
    PLAIN {
        @Override
        String value(String value, boolean foreign) {
            return value;
        }
    },
    /** Of GitHub: names of people and teams in code call nobody. */
    MARKDOWN {
        @Override
        String value(String value, boolean foreign) {
            if (!foreign || value.isBlank()) {
                return value;
            }
            String ticks = "`".repeat(longestRun(value) + 1);
            if (value.indexOf('\n') < 0 && value.indexOf('\r') < 0) {
                return ticks + " " + value + " " + ticks;
            }
            String fence = ticks.length() < 3 ? "```" : ticks;
            return "\n" + fence + "\n" + value + "\n" + fence + "\n";
        }
    },
    /** The wiki markup of Jira. */
    JIRA {
        @Override
        String value(String value, boolean foreign) {
            // Two backslashes would be a line break.
            return foreign ? JIRA_SPECIAL.matcher(value.replace("\\", "&#92;")).replaceAll("\\\\$0") : value;
        }
    },
    /** Of Azure DevOps, whose long texts are HTML. */
    HTML {
        @Override
        String value(String value, boolean foreign) {
            return value.replace("&", "&amp;")
                    .replace("<", "&lt;")
                    .replace(">", "&gt;")
                    .replace("\"", "&quot;")
                    .replace("\r\n", "\n")
                    .replace("\n", "<br>");
        }
    };

    private static final Pattern JIRA_SPECIAL = Pattern.compile("[{\\[!|]");

    /**
     * A value as it stands in the text.
     *
     * @param foreign whether anyone may have chosen it
     */
    abstract String value(String value, boolean foreign);

    private static int longestRun(String value) {
        int longest = 0;
        int run = 0;
        for (int i = 0; i < value.length(); i++) {
            run = value.charAt(i) == '`' ? run + 1 : 0;
            longest = Math.max(longest, run);
        }
        return longest;
    }
}
