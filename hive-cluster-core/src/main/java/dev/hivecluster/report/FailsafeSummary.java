package dev.hivecluster.report;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Reads what Failsafe says of the tests that it ran: its summary ({@code failsafe-summary.xml}), and the reports of the
 * test classes ({@code TEST-*.xml}). Entities and document types are not processed: the files may come from anywhere.
 */
public final class FailsafeSummary {
    /** Failsafe's results that are no failure: the absent one as it writes it, and "there were no tests". */
    private static final Set<String> GREEN_RESULTS = Set.of("null", "254");

    private FailsafeSummary() {}

    /**
     * Reads a summary.
     *
     * @throws IOException if it cannot be read, or is no summary; the message names the file
     */
    public static TestsResult read(Path summaryFile) throws IOException {
        return reading(summaryFile, xml -> {
            xml.nextTag();
            xml.require(XMLStreamReader.START_ELEMENT, null, "failsafe-summary");
            boolean timedOut = Boolean.parseBoolean(xml.getAttributeValue(null, "timeout"));
            String result = xml.getAttributeValue(null, "result");
            Map<String, String> values = new HashMap<>();
            while (xml.nextTag() == XMLStreamReader.START_ELEMENT) {
                values.put(xml.getLocalName(), xml.getElementText().strip());
            }
            int failures = number(values, "failures");
            int errors = number(values, "errors");
            List<String> problems = new ArrayList<>();
            if (timedOut) {
                problems.add("the test JVM ran out of time (forkedProcessTimeoutInSeconds) and was ended");
            }
            String message = values.getOrDefault("failureMessage", "");
            if (!message.isEmpty() && failures + errors == 0) {
                problems.add(firstLine(message));
            }
            if (problems.isEmpty() && failures + errors == 0 && result != null && !GREEN_RESULTS.contains(result)) {
                problems.add("Failsafe's result is %s in %s".formatted(result, summaryFile));
            }
            return new TestsResult(
                    number(values, "completed"),
                    failures,
                    errors,
                    number(values, "skipped"),
                    values.containsKey("flakes") ? number(values, "flakes") : 0,
                    problems);
        });
    }

    /**
     * Adds up the reports of all test classes in a directory.
     *
     * @throws IOException if one cannot be read, or is no report; the message names the file
     */
    public static TestsResult count(Path reportsDirectory) throws IOException {
        if (!Files.isDirectory(reportsDirectory)) {
            return TestsResult.NONE;
        }
        List<Path> reports;
        try (Stream<Path> children = Files.list(reportsDirectory)) {
            reports = children.filter(FailsafeSummary::isReport).sorted().toList();
        }
        TestsResult total = TestsResult.NONE;
        for (Path report : reports) {
            total = total.plus(reading(report, xml -> {
                xml.nextTag();
                xml.require(XMLStreamReader.START_ELEMENT, null, "testsuite");
                Map<String, String> counts = new HashMap<>();
                for (int i = 0; i < xml.getAttributeCount(); i++) {
                    counts.put(xml.getAttributeLocalName(i), xml.getAttributeValue(i));
                }
                return new TestsResult(
                        number(counts, "tests"),
                        number(counts, "failures"),
                        number(counts, "errors"),
                        number(counts, "skipped"),
                        0,
                        List.of());
            }));
        }
        return total;
    }

    /** Whether a file is the report of a test class; that of our own phases is not. */
    private static boolean isReport(Path file) {
        String name = file.getFileName().toString();
        return name.startsWith("TEST-") && name.endsWith(".xml") && !name.equals(JUnitXmlReader.FILE_NAME);
    }

    private static String firstLine(String message) {
        return message.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .findFirst()
                .orElse(message);
    }

    private static int number(Map<String, String> values, String name) throws XMLStreamException {
        String value = values.get(name);
        if (value == null) {
            throw new XMLStreamException(name + " is missing");
        }
        try {
            return Integer.parseInt(value);
        } catch (NumberFormatException e) {
            throw new XMLStreamException("%s is \"%s\", not a number".formatted(name, value), e);
        }
    }

    private static TestsResult reading(Path file, Body body) throws IOException {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        try (InputStream in = Files.newInputStream(file)) {
            XMLStreamReader xml = factory.createXMLStreamReader(in);
            try {
                return body.read(xml);
            } finally {
                xml.close();
            }
        } catch (XMLStreamException e) {
            throw new IOException("%s cannot be understood: %s".formatted(file, e.getMessage()), e);
        }
    }

    @FunctionalInterface
    private interface Body {
        TestsResult read(XMLStreamReader xml) throws XMLStreamException;
    }
}
