package dev.hivecluster.simulator.golden;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.UnaryOperator;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/** XML without what differs from run to run: the order of elements, and values that are made anew each time. */
public final class ComparableXml {
    private ComparableXml() {}

    /** A text that is the same for documents that mean the same. */
    public static String of(String xml) {
        return of(xml, UnaryOperator.identity());
    }

    /**
     * The same with an order of its own.
     *
     * @param alike what of a text matters for its place among others
     */
    static String of(String xml, UnaryOperator<String> alike) {
        if (xml.isEmpty()) {
            return "";
        }
        try {
            return text(
                    DocumentBuilderFactory.newInstance()
                            .newDocumentBuilder()
                            .parse(new InputSource(new StringReader(xml)))
                            .getDocumentElement(),
                    alike);
        } catch (Exception e) {
            throw new IllegalArgumentException("not XML: " + xml, e);
        }
    }

    private static String text(Element element, UnaryOperator<String> alike) {
        List<String> children = new ArrayList<>();
        NodeList nodes = element.getChildNodes();
        for (int i = 0; i < nodes.getLength(); i++) {
            Node node = nodes.item(i);
            if (node instanceof Element child) {
                children.add(text(child, alike));
            }
        }
        children.sort(Comparator.comparing(alike));
        String content = children.isEmpty()
                ? value(element.getTagName(), element.getTextContent().strip())
                : String.join("", children);
        return "<%s>%s</%s>\n".formatted(element.getTagName(), content, element.getTagName());
    }

    private static String value(String name, String value) {
        return switch (name) {
            case "createTime", "attachTime", "startTime", "endTime", "creationDate", "launchTime" ->
                value.matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d{1,3})?Z") ? "a time" : value;
            case "RequestID", "RequestId" ->
                value.matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}") ? "a UUID" : value;
            case "LastModified", "CreationDate" ->
                value.matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d{1,9})?Z") ? "a time" : value;
            // Of imported keys alone the fingerprint is the same each time; the recorded one was imported.
            case "keyFingerprint" ->
                value.matches("SHA256:[A-Za-z0-9+/]{43}")
                                && !value.equals("SHA256:CsgJgQwJqfU7d80uOUKQEFn0BE2bf8zf/DHJVISqYMw")
                        ? "a fingerprint"
                        : value;
            case "keyMaterial" ->
                value.replaceAll("(?m)^[A-Za-z0-9+/=*]+$", "*").replaceAll("(\\*\n)+", "*\n");
            default -> value;
        };
    }
}
