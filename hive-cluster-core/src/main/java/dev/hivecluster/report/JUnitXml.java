package dev.hivecluster.report;

import java.io.StringReader;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import javax.xml.stream.XMLStreamWriter;

/**
 * The tests of one suite in the XML form that JUnit's first runners wrote and that CI systems read: Jenkins by its
 * {@code jenkins-junit.xsd}, GitLab as a JUnit report.
 *
 * @param timestamp when the first of them began
 */
record JUnitXml(Instant timestamp, List<TestCase> cases) {
    private static final String SUITE = "hive-cluster-lifecycle";
    private static final String CLASS_PREFIX = "hive-cluster.";

    JUnitXml {
        cases = List.copyOf(cases);
    }

    String write() {
        StringWriter document = new StringWriter();
        try {
            XMLStreamWriter xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(document);
            xml.writeStartDocument("UTF-8", "1.0");
            xml.writeCharacters("\n");
            xml.writeStartElement("testsuite");
            xml.writeAttribute("name", SUITE);
            xml.writeAttribute("tests", Integer.toString(cases.size()));
            xml.writeAttribute(
                    "failures", count(cases.stream().filter(TestCase::isFailed).count()));
            xml.writeAttribute("errors", "0");
            xml.writeAttribute(
                    "skipped", count(cases.stream().filter(TestCase::isSkipped).count()));
            xml.writeAttribute("time", seconds(total()));
            xml.writeAttribute(
                    "timestamp",
                    DateTimeFormatter.ISO_LOCAL_DATE_TIME.format(
                            LocalDateTime.ofInstant(timestamp.truncatedTo(ChronoUnit.SECONDS), ZoneOffset.UTC)));
            for (TestCase test : cases) {
                xml.writeCharacters("\n  ");
                write(test, xml);
            }
            xml.writeCharacters("\n");
            xml.writeEndElement();
            xml.writeEndDocument();
            xml.close();
        } catch (XMLStreamException e) {
            throw new IllegalStateException("a test suite in memory cannot be written as XML", e);
        }
        return document + "\n";
    }

    /** @throws XMLStreamException if the document is not such a suite */
    static JUnitXml read(String document) throws XMLStreamException {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, true);
        XMLStreamReader xml = factory.createXMLStreamReader(new StringReader(document));
        try {
            xml.nextTag();
            xml.require(XMLStreamReader.START_ELEMENT, null, "testsuite");
            Instant timestamp = LocalDateTime.parse(attribute(xml, "timestamp")).toInstant(ZoneOffset.UTC);
            List<TestCase> cases = new ArrayList<>();
            while (xml.nextTag() == XMLStreamReader.START_ELEMENT) {
                xml.require(XMLStreamReader.START_ELEMENT, null, "testcase");
                cases.add(readCase(xml));
            }
            return new JUnitXml(timestamp, cases);
        } catch (DateTimeParseException | NumberFormatException e) {
            throw new XMLStreamException(e.getMessage(), xml.getLocation(), e);
        } finally {
            xml.close();
        }
    }

    private static void write(TestCase test, XMLStreamWriter xml) throws XMLStreamException {
        xml.writeStartElement("testcase");
        xml.writeAttribute("classname", CLASS_PREFIX + PlainText.line(test.phase()));
        xml.writeAttribute("name", PlainText.line(test.name()));
        xml.writeAttribute("time", seconds(test.time()));
        if (test.verdict() instanceof TestCase.Skipped skipped) {
            xml.writeStartElement("skipped");
            xml.writeCharacters(PlainText.of(skipped.reason()));
            xml.writeEndElement();
        } else if (test.verdict() instanceof TestCase.Failed failed) {
            xml.writeStartElement("failure");
            xml.writeAttribute("message", PlainText.line(failed.message()));
            xml.writeAttribute("type", PlainText.line(failed.type()));
            xml.writeCharacters(PlainText.of(failed.message()));
            xml.writeEndElement();
        }
        if (!test.output().isEmpty()) {
            xml.writeStartElement("system-out");
            xml.writeCharacters(PlainText.of(test.output()));
            xml.writeEndElement();
        }
        xml.writeEndElement();
    }

    private static TestCase readCase(XMLStreamReader xml) throws XMLStreamException {
        String phase = attribute(xml, "classname");
        String name = attribute(xml, "name");
        BigDecimal time = new BigDecimal(attribute(xml, "time"));
        TestCase.Verdict verdict = new TestCase.Passed();
        String output = "";
        while (xml.nextTag() == XMLStreamReader.START_ELEMENT) {
            switch (xml.getLocalName()) {
                case "skipped" -> verdict = new TestCase.Skipped(xml.getElementText());
                case "failure" -> {
                    String type = attribute(xml, "type");
                    verdict = new TestCase.Failed(type, xml.getElementText());
                }
                case "system-out" -> output = xml.getElementText();
                default -> throw new XMLStreamException("unexpected " + xml.getLocalName(), xml.getLocation());
            }
        }
        return new TestCase(
                phase.startsWith(CLASS_PREFIX) ? phase.substring(CLASS_PREFIX.length()) : phase,
                name,
                Duration.ofMillis(time.movePointRight(3).longValue()),
                verdict,
                output);
    }

    private static String attribute(XMLStreamReader xml, String name) throws XMLStreamException {
        String value = xml.getAttributeValue(null, name);
        if (value == null) {
            throw new XMLStreamException("%s has no %s".formatted(xml.getLocalName(), name), xml.getLocation());
        }
        return value;
    }

    /** A phase lasts as long as its steps together, so only phases count. */
    private Duration total() {
        return cases.stream()
                .filter(test -> test.name().equals(test.phase()))
                .map(TestCase::time)
                .reduce(Duration.ZERO, Duration::plus);
    }

    private static String count(long number) {
        return Long.toString(number);
    }

    private static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%.3f", duration.toMillis() / 1000.0);
    }
}
