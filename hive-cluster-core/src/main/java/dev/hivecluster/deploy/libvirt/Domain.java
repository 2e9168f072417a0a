package dev.hivecluster.deploy.libvirt;

import dev.hivecluster.deploy.DeployException;
import dev.hivecluster.deploy.tofu.ClusterTags;
import dev.hivecluster.deploy.tofu.MachineTag;
import java.io.IOException;
import java.io.StringReader;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Node;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/**
 * What we read of a domain, libvirt's word for a machine.
 *
 * @param uuid libvirt's id of it
 * @param description the tags in the first line, who is responsible in the last
 */
record Domain(String uuid, String name, String description) {
    /** Reads libvirt's own description of it. */
    static Domain parse(String xml) throws DeployException {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            DocumentBuilder builder = factory.newDocumentBuilder();
            // The default one prints what is thrown anyway.
            builder.setErrorHandler(null);
            Node domain = builder.parse(new InputSource(new StringReader(xml))).getDocumentElement();
            return new Domain(child(domain, "uuid"), child(domain, "name"), child(domain, "description"));
        } catch (ParserConfigurationException | SAXException | IOException e) {
            throw new DeployException("what virsh tells of a domain cannot be read: " + e.getMessage(), e);
        }
    }

    private static String child(Node parent, String name) {
        for (Node child = parent.getFirstChild(); child != null; child = child.getNextSibling()) {
            if (child.getNodeName().equals(name)) {
                return child.getTextContent().strip();
            }
        }
        return "";
    }

    ClusterTags tags() {
        return ClusterTags.parse(firstLine());
    }

    MachineTag tag() {
        return MachineTag.parse(description.substring(firstLine().length()));
    }

    /** The description with another word about who is responsible. */
    String describedBy(MachineTag tag) {
        return firstLine() + "\n" + tag.line();
    }

    private String firstLine() {
        int end = description.indexOf('\n');
        return end < 0 ? description : description.substring(0, end);
    }
}
