package dev.atrest.evaluators;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** A YAML file read with the position of everything in it. */
final class YamlFile {

    /** @param line from 1 @param column from 1 */
    record Position(int line, int column) {
        static final Position START = new Position(1, 1);
    }

    private final String name;
    private final int[] source;
    private final List<String> lines;

    private YamlFile(String name, String text) {
        this.name = name;
        this.source = text.codePoints().toArray();
        this.lines = text.lines().toList();
    }

    /** Stands for a file or directory that has no content to point at. */
    static YamlFile absent(String name) {
        return new YamlFile(name, "");
    }

    /** The file's content; empty, with the reason among the problems, when it cannot be read. */
    static Optional<Yaml> read(Path path, Problems problems) {
        try {
            return read(path.toString(), Files.readAllBytes(path), problems);
        } catch (NoSuchFileException e) {
            problems.add(absent(path.toString()), Position.START, "There is no such file");
        } catch (IOException e) {
            problems.add(absent(path.toString()), Position.START, "The file cannot be read: " + e);
        }
        return Optional.empty();
    }

    /** The same of a file that has been read. */
    static Optional<Yaml> read(String name, byte[] content, Problems problems) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(content))
                    .toString();
            return new YamlFile(name, text).compose(text, problems);
        } catch (CharacterCodingException e) {
            problems.add(absent(name), Position.START, "The file is not UTF-8 text");
            return Optional.empty();
        }
    }

    private Optional<Yaml> compose(String text, Problems problems) {
        // Waivers may be many; the parser's limit of three million characters is meant for strangers' files.
        var settings = LoadSettings.builder()
                .setLabel(name)
                .setCodePointLimit(Integer.MAX_VALUE)
                .build();
        try {
            Optional<Node> root = new Compose(settings).composeString(text);
            if (root.isEmpty()) {
                problems.add(this, Position.START, "The file is empty");
            }
            return root.flatMap(node -> convert(node, problems));
        } catch (MarkedYamlEngineException e) {
            Position position = e.getProblemMark().map(YamlFile::position).orElse(Position.START);
            problems.add(this, position, "Not valid YAML: " + e.getProblem());
        } catch (YamlEngineException e) {
            problems.add(this, Position.START, "Not valid YAML: " + e.getMessage());
        }
        return Optional.empty();
    }

    private Optional<Yaml> convert(Node node, Problems problems) {
        if (node.getAnchor().isPresent()) {
            problems.add(this, position(node), "Anchors (&" + node.getAnchor().get() + ") are not supported here");
            return Optional.empty();
        }
        return switch (node) {
            case ScalarNode scalar -> Optional.of(scalar(scalar));
            case SequenceNode sequence -> {
                var items = new ArrayList<Yaml>();
                sequence.getValue().forEach(item -> convert(item, problems).ifPresent(items::add));
                yield Optional.of(new Yaml.Sequence(this, position(node), List.copyOf(items)));
            }
            case MappingNode mapping -> Optional.of(mapping(mapping, problems));
            default -> Optional.empty();
        };
    }

    private Yaml mapping(MappingNode node, Problems problems) {
        var entries = new LinkedHashMap<String, Yaml.Entry>();
        for (NodeTuple tuple : node.getValue()) {
            if (!(tuple.getKeyNode() instanceof ScalarNode keyNode)) {
                problems.add(this, position(tuple.getKeyNode()), "A key must be a plain word");
                continue;
            }
            var key = scalar(keyNode);
            convert(tuple.getValueNode(), problems).ifPresent(value -> {
                if (entries.putIfAbsent(key.text(), new Yaml.Entry(key, value)) != null) {
                    problems.add(key, "'" + key.text() + "' is given twice");
                }
            });
        }
        return new Yaml.Mapping(this, position(node), entries);
    }

    private Yaml.Scalar scalar(ScalarNode node) {
        Mark mark = node.getStartMark().orElseThrow();
        return new Yaml.Scalar(
                this, position(mark), node.getValue(), type(node), style(node.getScalarStyle()), mark.getIndex());
    }

    private static Yaml.Scalar.Type type(ScalarNode node) {
        Tag tag = node.getTag();
        if (tag.equals(Tag.STR)) {
            return Yaml.Scalar.Type.TEXT;
        } else if (tag.equals(Tag.INT)) {
            return Yaml.Scalar.Type.INTEGER;
        } else if (tag.equals(Tag.BOOL)) {
            return Yaml.Scalar.Type.BOOLEAN;
        }
        return tag.equals(Tag.NULL) ? Yaml.Scalar.Type.NULL : Yaml.Scalar.Type.OTHER;
    }

    private static Yaml.Scalar.Style style(ScalarStyle style) {
        return switch (style) {
            case SINGLE_QUOTED -> Yaml.Scalar.Style.SINGLE_QUOTED;
            case DOUBLE_QUOTED, JSON_SCALAR_STYLE -> Yaml.Scalar.Style.DOUBLE_QUOTED;
            case LITERAL, FOLDED -> Yaml.Scalar.Style.BLOCK;
            case PLAIN -> Yaml.Scalar.Style.PLAIN;
        };
    }

    String name() {
        return name;
    }

    /** The text of a line, counted from 1; empty beyond the end. */
    String line(int number) {
        return number <= lines.size() ? lines.get(number - 1) : "";
    }

    /**
     * Finds a character of a scalar's value in the file. Folding, indentation and line ends only change white space, so the
     * nth visible character of the value is the nth visible character of its source, quotes and escapes aside.
     */
    Position positionOf(Yaml.Scalar scalar, int index) {
        int[] value = scalar.text().codePoints().toArray();
        int at = firstOfValue(scalar);
        int last = at;
        for (int i = 0; i < value.length && i <= index; i++) {
            if (Character.isWhitespace(value[i])) {
                continue;
            }
            while (at < source.length && (Character.isWhitespace(source[at]) || escapes(scalar, at, value[i]))) {
                at++;
            }
            last = at++;
            if (i == index) {
                return position(last);
            }
        }
        // White space itself, or the end of the value: the place after the visible character before it.
        return position(Math.min(index == 0 ? last : last + 1, source.length));
    }

    private int firstOfValue(Yaml.Scalar scalar) {
        int at = scalar.start();
        return switch (scalar.style()) {
            case PLAIN -> at;
            case SINGLE_QUOTED, DOUBLE_QUOTED -> at + 1;
            case BLOCK -> {
                // The header (> or | with its indicators and a comment) ends with its line.
                while (at < source.length && source[at] != '\n') {
                    at++;
                }
                yield at;
            }
        };
    }

    private boolean escapes(Yaml.Scalar scalar, int at, int wanted) {
        return switch (scalar.style()) {
            case DOUBLE_QUOTED -> source[at] == '\\' && wanted != '\\';
            case SINGLE_QUOTED -> source[at] == '\'' && wanted != '\'';
            case PLAIN, BLOCK -> false;
        };
    }

    private Position position(int index) {
        int line = 1;
        int column = 1;
        for (int i = 0; i < index; i++) {
            if (source[i] == '\n') {
                line++;
                column = 1;
            } else {
                column++;
            }
        }
        return new Position(line, column);
    }

    private static Position position(Node node) {
        return node.getStartMark().map(YamlFile::position).orElse(Position.START);
    }

    private static Position position(Mark mark) {
        return new Position(mark.getLine() + 1, mark.getColumn() + 1);
    }
}
