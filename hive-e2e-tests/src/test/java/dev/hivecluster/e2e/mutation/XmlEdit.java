package dev.hivecluster.e2e.mutation;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.transform.OutputKeys;
import javax.xml.transform.Transformer;
import javax.xml.transform.TransformerException;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathExpressionException;
import javax.xml.xpath.XPathFactory;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/** Changes elements of an answer; the rest says what it said, though an empty element may be written shorter. */
final class XmlEdit {
    private final Answer answer;
    private final Document document;

    private XmlEdit(Answer answer, Document document) {
        this.answer = answer;
        this.document = document;
    }

    /** Nothing if the answer is no XML. */
    static Optional<XmlEdit> of(Answer answer) {
        if (!answer.body().startsWith("<")) {
            return Optional.empty();
        }
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            return Optional.of(new XmlEdit(
                    answer, factory.newDocumentBuilder().parse(new InputSource(new StringReader(answer.body())))));
        } catch (ParserConfigurationException | SAXException | IOException e) {
            throw new IllegalArgumentException("the service answered with broken XML: " + answer.body(), e);
        }
    }

    /**
     * The answer with its elements changed.
     *
     * @param path from the root element on, which it does not name
     * @param text what they have to say in order to be changed; empty for anything
     * @return nothing if there is no such element
     */
    Optional<Answer> each(String path, String text, Consumer<Element> change) {
        List<Element> found = find(path).stream()
                .filter(element -> text.isEmpty() || text.equals(element.getTextContent()))
                .toList();
        found.forEach(change);
        return found.isEmpty() ? Optional.empty() : Optional.of(answer.withBody(write()));
    }

    private List<Element> find(String path) {
        try {
            NodeList nodes = (NodeList)
                    XPathFactory.newInstance().newXPath().evaluate("/*/" + path, document, XPathConstants.NODESET);
            List<Element> elements = new ArrayList<>();
            for (int i = 0; i < nodes.getLength(); i++) {
                elements.add((Element) nodes.item(i));
            }
            return elements;
        } catch (XPathExpressionException e) {
            throw new IllegalArgumentException("no path to elements: " + path, e);
        }
    }

    private String write() {
        try {
            Transformer transformer = TransformerFactory.newInstance().newTransformer();
            transformer.setOutputProperty(OutputKeys.OMIT_XML_DECLARATION, "yes");
            StringWriter text = new StringWriter();
            transformer.transform(new DOMSource(document), new StreamResult(text));
            return text.toString();
        } catch (TransformerException e) {
            throw new IllegalStateException("a document that was read cannot be written", e);
        }
    }
}
