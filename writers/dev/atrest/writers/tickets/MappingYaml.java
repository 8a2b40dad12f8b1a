package dev.atrest.writers.tickets;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** The YAML of a mapping, token by token; what is wrong is told with the line that it stands in. */
final class MappingYaml {

    private final Path file;
    private final JsonParser parser;

    MappingYaml(Path file, JsonParser parser) {
        this.file = file;
        this.parser = parser;
    }

    JsonToken next() {
        return parser.nextToken();
    }

    boolean isAt(JsonToken token) {
        return parser.currentToken() == token;
    }

    List<String> texts(String what) {
        require(JsonToken.START_ARRAY, what, "a list");
        var texts = new ArrayList<String>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            texts.add(text(what));
        }
        if (texts.isEmpty()) {
            throw wrong("found an empty list as " + what + "; allowed is at least one");
        }
        return texts;
    }

    void require(JsonToken token, String what, String allowed) {
        if (parser.nextToken() != token) {
            throw wrong("found " + found() + " as " + what + "; allowed is " + allowed);
        }
    }

    /** The name that the parser stands at, which has not come before. */
    String once(Set<String> seen, String allowed) {
        String name = parser.getString();
        if (!seen.add(name)) {
            throw wrong("found '" + name + "' twice; allowed are " + allowed);
        }
        return name;
    }

    String nextText(String what) {
        parser.nextToken();
        return text(what);
    }

    String text(String what) {
        if (!parser.currentToken().isScalarValue() || parser.currentToken() == JsonToken.VALUE_NULL) {
            throw wrong("found " + found() + " as " + what + "; allowed is a text");
        }
        return parser.getString();
    }

    static String words(List<String> names) {
        return names.isEmpty() ? "nothing" : String.join(", ", names);
    }

    String found() {
        JsonToken token = parser.currentToken();
        return switch (token) {
            case null -> "nothing";
            case START_OBJECT -> "a mapping";
            case START_ARRAY -> "a list";
            case VALUE_NULL -> "no value";
            default -> "'" + parser.getString() + "'";
        };
    }

    int line() {
        return Math.max(1, parser.currentTokenLocation().getLineNr());
    }

    MappingException wrong(String what) {
        return wrong(line(), what);
    }

    MappingException wrong(int line, String what) {
        return new MappingException(file + ":" + line + ": " + what);
    }
}
