package dev.atrest.evaluators;

import java.util.List;
import java.util.Map;

/** A piece of a YAML file that knows where it stands. */
sealed interface Yaml {

    YamlFile file();

    YamlFile.Position position();

    /** What the piece is, for messages. */
    String kind();

    /** @param entries in the order of the file */
    record Mapping(YamlFile file, YamlFile.Position position, Map<String, Entry> entries) implements Yaml {
        @Override
        public String kind() {
            return "a mapping";
        }
    }

    record Entry(Scalar key, Yaml value) {}

    record Sequence(YamlFile file, YamlFile.Position position, List<Yaml> items) implements Yaml {
        @Override
        public String kind() {
            return "a list";
        }
    }

    /**
     * @param text the value, without quotes and with folded lines joined
     * @param type what YAML takes the text for
     * @param start index of the value's first code point in the file
     */
    record Scalar(YamlFile file, YamlFile.Position position, String text, Type type, Style style, int start)
            implements Yaml {

        enum Type {
            TEXT,
            INTEGER,
            BOOLEAN,
            NULL,
            OTHER
        }

        enum Style {
            PLAIN,
            SINGLE_QUOTED,
            DOUBLE_QUOTED,
            BLOCK
        }

        /** Where in the file the character at this index of the text stands. */
        YamlFile.Position positionOf(int index) {
            return file.positionOf(this, index);
        }

        @Override
        public String kind() {
            return switch (type) {
                case NULL -> "nothing";
                case INTEGER -> "the number " + text;
                default -> "'" + abbreviated() + "'";
            };
        }

        private String abbreviated() {
            return text.length() <= 60 ? text : text.substring(0, 60) + "…";
        }
    }
}
