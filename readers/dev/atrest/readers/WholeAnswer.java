package dev.atrest.readers;

import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Whether what came of an answer is all of it. The connection does not tell where the length was not announced, or was made to
 * fit what is left by something in between.
 */
final class WholeAnswer {

    private static final Pattern LEADING = Pattern.compile("[\\s\\x{FEFF}]*");
    private static final Pattern WEB_PAGE = Pattern.compile("<(!doctype\\s+)?html", Pattern.CASE_INSENSITIVE);

    private final JsonFactory json = new JsonFactory();

    /** Whether there is more than white space. */
    static boolean isBegun(byte[] body) {
        return !new String(body, StandardCharsets.UTF_8).isBlank();
    }

    /** Whether an error is as it was sent; so is what is neither XML nor JSON: some endpoints answer in plain words or HTML. */
    boolean isError(byte[] body) {
        if (!isBegun(body)) {
            return false;
        }
        String text = new String(body, StandardCharsets.UTF_8);
        Matcher leading = LEADING.matcher(text);
        String content = leading.lookingAt() ? text.substring(leading.end()) : text;
        if (content.startsWith("<")) {
            return WEB_PAGE.matcher(content).lookingAt() || isXml(content);
        }
        return !content.startsWith("{") || isJson(content);
    }

    private static boolean isXml(String content) {
        var factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        try {
            XMLStreamReader reader = factory.createXMLStreamReader(new StringReader(content));
            while (reader.hasNext()) {
                reader.next();
            }
            return true;
        } catch (XMLStreamException e) {
            return false;
        }
    }

    /** Whether a text is one JSON value from its beginning to its end. */
    boolean isJson(String text) {
        try (JsonParser parser = json.createParser(ObjectReadContext.empty(), text)) {
            boolean any = parser.nextToken() != null;
            parser.skipChildren();
            return any && parser.nextToken() == null;
        } catch (JacksonException e) {
            return false;
        }
    }

    /**
     * Whether an XML document ends as it must. What is wrong before its end shows when it is parsed.
     *
     * @param root name of the outermost element with its prefix
     * @param rootAt where that element begins
     */
    static boolean endsAsXml(byte[] body, String root, int rootAt) {
        int end = end(body, body.length);
        if (endsWith(body, end, "-->") || endsWith(body, end, "/>") && lastTag(body, end) == rootAt) {
            return true;
        }
        return endsWith(body, end, ">") && endsWith(body, end(body, end - 1), "</" + root);
    }

    /** Whether a JSON object may end there. If it does not, that shows when it is parsed. */
    static boolean endsAsJson(byte[] body) {
        return endsWith(body, end(body, body.length), "}");
    }

    /** Where a text ends of which so many bytes are looked at, without white space after it. */
    private static int end(byte[] body, int bytes) {
        int end = bytes;
        while (end > 0 && Character.isWhitespace(body[end - 1])) {
            end--;
        }
        return end;
    }

    private static int lastTag(byte[] body, int end) {
        int at = end - 1;
        while (at >= 0 && body[at] != '<') {
            at--;
        }
        return at;
    }

    private static boolean endsWith(byte[] body, int end, String text) {
        byte[] last = text.getBytes(StandardCharsets.UTF_8);
        return end >= last.length && Arrays.equals(body, end - last.length, end, last, 0, last.length);
    }
}
