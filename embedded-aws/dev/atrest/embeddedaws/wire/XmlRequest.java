package dev.atrest.embeddedaws.wire;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.protocol.MarshallingKnownType;
import software.amazon.awssdk.core.traits.TimestampFormatTrait.Format;
import software.amazon.awssdk.utils.builder.Buildable;

/** Bodies of REST requests: the payload member as XML, or as bare text where it is a text. */
final class XmlRequest {

    private final Shape.Cache shapes;

    XmlRequest(Shape.Cache shapes) {
        this.shapes = shapes;
    }

    /** Fills the payload member; a request without one has no use for its body. */
    void read(byte[] body, SdkPojo builder) {
        for (Shape.Member member : shapes.of(builder).members()) {
            if (member.payload()) {
                Object value = member.type() == MarshallingKnownType.SDK_POJO
                        ? structure(root(body), member)
                        : new String(body, StandardCharsets.UTF_8);
                member.field().set(builder, value);
            }
        }
    }

    private static Element root(byte[] body) {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultNSInstance();
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            var builder = factory.newDocumentBuilder();
            builder.setErrorHandler(null);
            return builder.parse(new ByteArrayInputStream(body)).getDocumentElement();
        } catch (SAXException e) {
            throw malformed();
        } catch (IOException | ParserConfigurationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static AwsError malformed() {
        return new AwsError(
                "MalformedXML",
                "The XML you provided was not well-formed or did not validate against our published schema",
                400);
    }

    private Object structure(Element element, Shape.Member member) {
        SdkPojo builder = member.constructor().get();
        List<Shape.Member> members = shapes.of(builder).members();
        if (children(element).anyMatch(child -> members.stream().noneMatch(known -> isNamed(child, known.xmlName())))) {
            throw malformed();
        }
        for (Shape.Member part : members) {
            List<Element> found = children(element)
                    .filter(child -> isNamed(child, part.xmlName()))
                    .toList();
            if (!found.isEmpty()) {
                part.field().set(builder, value(found, part));
            }
        }
        return ((Buildable) builder).build();
    }

    private Object value(List<Element> found, Shape.Member member) {
        return switch (member.type()) {
            case SDK_POJO -> structure(found.getFirst(), member);
            case LIST ->
                (member.flattened() ? found.stream() : children(found.getFirst()))
                        .map(item -> value(
                                List.of(item),
                                Optional.ofNullable(member.item()).orElseThrow()))
                        .toList();
            default -> Texts.read(found.getFirst().getTextContent(), member, Format.ISO_8601);
        };
    }

    private static boolean isNamed(Element element, String name) {
        return element.getLocalName().equals(name);
    }

    private static Stream<Element> children(Element element) {
        NodeList nodes = element.getChildNodes();
        return IntStream.range(0, nodes.getLength())
                .mapToObj(nodes::item)
                .filter(Element.class::isInstance)
                .map(Element.class::cast);
    }
}
