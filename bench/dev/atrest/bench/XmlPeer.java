package dev.atrest.bench;

import dev.atrest.writers.AssessmentReport;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import javax.xml.stream.XMLStreamWriter;

/** The JDK's writer of XML, an element, an attribute and a text at a time. */
final class XmlPeer implements Peer {

    private static final int BEGIN = 0;
    private static final int TEXT = 1;
    private static final int END = 2;
    private static final int LAST = 3;

    @Override
    public void record(AssessmentReport report, Path file, Path recording) throws IOException {
        try (InputStream in = Files.newInputStream(file);
                var out = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(recording), 1 << 16))) {
            XMLStreamReader xml = OwnXml.reader(in);
            while (xml.hasNext()) {
                switch (xml.next()) {
                    case XMLStreamConstants.START_ELEMENT -> begin(xml, out);
                    case XMLStreamConstants.CHARACTERS -> {
                        out.writeByte(TEXT);
                        out.writeUTF(xml.getText());
                    }
                    case XMLStreamConstants.END_ELEMENT -> out.writeByte(END);
                    default -> {
                        // what is around the first element
                    }
                }
            }
            out.writeByte(LAST);
        } catch (XMLStreamException e) {
            throw new IOException(file + ": " + e.getMessage(), e);
        }
    }

    private static void begin(XMLStreamReader xml, DataOutputStream out) throws IOException {
        out.writeByte(BEGIN);
        out.writeUTF(xml.getLocalName());
        out.writeByte(xml.getAttributeCount());
        for (int i = 0; i < xml.getAttributeCount(); i++) {
            out.writeUTF(xml.getAttributeLocalName(i));
            out.writeUTF(xml.getAttributeValue(i));
        }
    }

    @Override
    public void write(Path recording, Path file) throws IOException {
        try (var in = new DataInputStream(new BufferedInputStream(Files.newInputStream(recording), 1 << 16));
                OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16)) {
            XMLStreamWriter xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(out, "UTF-8");
            xml.writeStartDocument("UTF-8", "1.0");
            for (int what = in.readByte(); what != LAST; what = in.readByte()) {
                switch (what) {
                    case BEGIN -> {
                        xml.writeStartElement(in.readUTF());
                        for (int left = in.readByte(); left > 0; left--) {
                            xml.writeAttribute(in.readUTF(), in.readUTF());
                        }
                    }
                    case TEXT -> xml.writeCharacters(in.readUTF());
                    default -> xml.writeEndElement();
                }
            }
            xml.writeEndDocument();
            xml.close();
        } catch (XMLStreamException e) {
            throw new IOException(file + ": " + e.getMessage(), e);
        }
    }
}
