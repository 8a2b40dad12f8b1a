package dev.atrest.readers;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
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
            return WEB_PAGE.matcher(content).lookingAt() || isXml(body);
        }
        return !content.startsWith("{") || isJson(content);
    }

    private static boolean isXml(byte[] body) {
        var factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        try {
            XMLStreamReader reader = factory.createXMLStreamReader(new ByteArrayInputStream(body));
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
     * Whether a document ends as it must. What is wrong before its end shows when it is parsed.
     *
     * @param root name of the outermost element with its prefix; empty where it is no XML
     * @param rootAt where that element begins
     */
    static boolean ends(byte[] body, String root, int rootAt) {
        String text = new String(body, StandardCharsets.ISO_8859_1).stripTrailing();
        if (root.isEmpty()) {
            return !text.stripLeading().startsWith("{") || text.endsWith("}");
        }
        boolean alone = text.endsWith("/>") && text.lastIndexOf('<') == rootAt;
        return alone || text.endsWith("</" + root + ">") || text.endsWith("-->");
    }
}
