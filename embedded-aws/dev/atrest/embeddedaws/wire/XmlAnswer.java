package dev.atrest.embeddedaws.wire;

import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.protocol.MarshallLocation;
import software.amazon.awssdk.core.traits.TimestampFormatTrait.Format;
import software.amazon.awssdk.core.util.SdkAutoConstructList;
import software.amazon.awssdk.core.util.SdkAutoConstructMap;

/** Answers in XML. */
final class XmlAnswer {

    private final XMLOutputFactory factory = XMLOutputFactory.newDefaultFactory();
    private final Shape.Cache shapes;

    XmlAnswer(Shape.Cache shapes) {
        this.shapes = shapes;
    }

    /** Writes elements; all of StAX's checked exceptions end here. */
    private interface Content {
        void writeTo(XMLStreamWriter xml) throws XMLStreamException;
    }

    private void document(OutputStream out, String root, String namespace, Content content) {
        try {
            XMLStreamWriter xml = factory.createXMLStreamWriter(out, StandardCharsets.UTF_8.name());
            xml.writeStartDocument(StandardCharsets.UTF_8.name(), "1.0");
            xml.writeStartElement(root);
            if (!namespace.isEmpty()) {
                xml.writeDefaultNamespace(namespace);
            }
            content.writeTo(xml);
            xml.writeEndElement();
            xml.writeEndDocument();
            xml.flush();
        } catch (XMLStreamException e) {
            throw new IllegalStateException(e);
        }
    }

    void ec2(SdkPojo answer, String operation, String requestId, OutputStream out) {
        document(out, operation + "Response", Service.EC2.namespace(), xml -> {
            text(xml, "requestId", requestId);
            members(xml, answer);
        });
    }

    void query(SdkPojo answer, String operation, String namespace, String requestId, OutputStream out) {
        document(out, operation + "Response", namespace, xml -> {
            xml.writeStartElement(operation + "Result");
            members(xml, answer);
            xml.writeEndElement();
            xml.writeStartElement("ResponseMetadata");
            text(xml, "RequestId", requestId);
            xml.writeEndElement();
        });
    }

    /** @param root name of the root element where no single member is the body */
    void rest(SdkPojo answer, String root, String namespace, OutputStream out) {
        for (Shape.Member member : shapes.of(answer).members()) {
            if (member.payload()) {
                Object value = member.value(answer);
                document(out, member.xmlName(), namespace, xml -> {
                    if (value instanceof SdkPojo object) {
                        members(xml, object);
                    } else if (value != null) {
                        xml.writeCharacters(clean(value.toString()));
                    }
                });
                return;
            }
        }
        document(out, root, namespace, xml -> members(xml, answer));
    }

    void error(AwsError error, Service service, String requestId, OutputStream out) {
        switch (service.protocol()) {
            case EC2 ->
                document(out, "Response", "", xml -> {
                    xml.writeStartElement("Errors");
                    xml.writeStartElement("Error");
                    codeAndMessage(xml, error);
                    xml.writeEndElement();
                    xml.writeEndElement();
                    text(xml, "RequestID", requestId);
                });
            case S3 ->
                document(out, "Error", "", xml -> {
                    codeAndMessage(xml, error);
                    text(xml, "RequestId", requestId);
                    text(xml, "HostId", requestId);
                });
            default ->
                document(out, "ErrorResponse", service.namespace(), xml -> {
                    xml.writeStartElement("Error");
                    text(xml, "Type", error.status() < 500 ? "Sender" : "Receiver");
                    codeAndMessage(xml, error);
                    xml.writeEndElement();
                    text(xml, "RequestId", requestId);
                });
        }
    }

    private static void codeAndMessage(XMLStreamWriter xml, AwsError error) throws XMLStreamException {
        text(xml, "Code", error.code());
        text(xml, "Message", error.message());
    }

    private void members(XMLStreamWriter xml, SdkPojo object) throws XMLStreamException {
        for (Shape.Member member : shapes.of(object).members()) {
            if (member.location() == MarshallLocation.PAYLOAD) {
                Object value = member.value(object);
                if (isSet(value)) {
                    member(xml, member, value);
                }
            }
        }
    }

    private static boolean isSet(@Nullable Object value) {
        return value != null && !(value instanceof SdkAutoConstructList) && !(value instanceof SdkAutoConstructMap);
    }

    private void member(XMLStreamWriter xml, Shape.Member member, Object value) throws XMLStreamException {
        switch (value) {
            case List<?> list
            when member.flattened() -> {
                for (Object item : list) {
                    element(xml, member.xmlName(), member.item(), item);
                }
            }
            case List<?> list -> {
                xml.writeStartElement(member.xmlName());
                for (Object item : list) {
                    element(xml, member.itemName(), member.item(), item);
                }
                xml.writeEndElement();
            }
            case Map<?, ?> map -> {
                xml.writeStartElement(member.xmlName());
                for (Map.Entry<?, ?> entry : map.entrySet()) {
                    xml.writeStartElement("entry");
                    text(xml, "key", entry.getKey().toString());
                    element(xml, "value", member.item(), entry.getValue());
                    xml.writeEndElement();
                }
                xml.writeEndElement();
            }
            default -> element(xml, member.xmlName(), member, value);
        }
    }

    private void element(XMLStreamWriter xml, String name, Shape.Member member, Object value)
            throws XMLStreamException {
        if (value instanceof SdkPojo object) {
            xml.writeStartElement(name);
            members(xml, object);
            xml.writeEndElement();
        } else {
            text(xml, name, Texts.write(value, member, Format.ISO_8601));
        }
    }

    private static void text(XMLStreamWriter xml, String name, String text) throws XMLStreamException {
        xml.writeStartElement(name);
        xml.writeCharacters(clean(text));
        xml.writeEndElement();
    }

    /** Control characters, which XML 1.0 cannot hold, replaced. */
    private static String clean(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (isControl(text.charAt(i))) {
                StringBuilder cleaned = new StringBuilder(text);
                for (int j = i; j < cleaned.length(); j++) {
                    if (isControl(cleaned.charAt(j))) {
                        cleaned.setCharAt(j, '\uFFFD');
                    }
                }
                return cleaned.toString();
            }
        }
        return text;
    }

    private static boolean isControl(char c) {
        return c < ' ' && c != '\t' && c != '\n' && c != '\r';
    }
}
