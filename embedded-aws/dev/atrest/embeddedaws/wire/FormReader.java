package dev.atrest.embeddedaws.wire;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.traits.TimestampFormatTrait.Format;
import software.amazon.awssdk.utils.builder.Buildable;

/** Requests of the query protocols: {@code Filter.1.Value.2=x} in a form. */
final class FormReader {

    /** A parameter and those whose names go on after a dot. */
    private static final class Node {
        @Nullable
        String value;

        final Map<String, Node> children = new LinkedHashMap<>();

        static Node of(Map<String, String> form) {
            Node root = new Node();
            form.forEach((name, value) -> {
                Node node = root;
                for (String step : name.split("\\.")) {
                    node = node.children.computeIfAbsent(step, key -> new Node());
                }
                node.value = value;
            });
            return root;
        }

        /** The children of a list in the order of their numbers. */
        List<Node> numbered() {
            Map<Integer, Node> byNumber = new TreeMap<>();
            children.forEach((name, node) -> {
                if (name.chars().allMatch(Character::isDigit)) {
                    byNumber.put(Integer.valueOf(name), node);
                }
            });
            return new ArrayList<>(byNumber.values());
        }
    }

    private final Shape.Cache shapes;
    private final boolean ec2;

    FormReader(Shape.Cache shapes, boolean ec2) {
        this.shapes = shapes;
        this.ec2 = ec2;
    }

    /** The parameters of a form or of the query part of a URL; the last one wins. */
    static Map<String, String> parse(@Nullable String form) {
        Map<String, String> parameters = new LinkedHashMap<>();
        if (form == null || form.isEmpty()) {
            return parameters;
        }
        for (String pair : form.split("&")) {
            int equals = pair.indexOf('=');
            String name = equals < 0 ? pair : pair.substring(0, equals);
            String value = equals < 0 ? "" : pair.substring(equals + 1);
            parameters.put(
                    URLDecoder.decode(name, StandardCharsets.UTF_8), URLDecoder.decode(value, StandardCharsets.UTF_8));
        }
        return parameters;
    }

    void read(Map<String, String> form, SdkPojo builder) {
        fill(builder, Node.of(form));
    }

    private void fill(SdkPojo builder, Node node) {
        for (Shape.Member member : shapes.of(builder).members()) {
            Node child = node.children.get(member.name());
            if (child != null) {
                member.field().set(builder, value(child, member));
            }
        }
    }

    private @Nullable Object value(Node node, Shape.Member member) {
        return switch (member.type()) {
            case SDK_POJO -> {
                SdkPojo builder = member.constructor().get();
                fill(builder, node);
                yield ((Buildable) builder).build();
            }
            case LIST -> {
                boolean wrapped = !ec2 && !member.flattened();
                Node items = wrapped ? node.children.getOrDefault(member.itemName(), node) : node;
                yield items.numbered().stream()
                        .map(item -> value(item, member.item()))
                        .toList();
            }
            case MAP -> {
                Map<String, Object> map = new LinkedHashMap<>();
                Node entries = node.children.getOrDefault("entry", node);
                for (Node entry : entries.numbered()) {
                    map.put(entry.children.get("key").value, value(entry.children.get("value"), member.item()));
                }
                yield map;
            }
            default -> node.value == null ? null : Texts.read(node.value, member, Format.ISO_8601);
        };
    }
}
