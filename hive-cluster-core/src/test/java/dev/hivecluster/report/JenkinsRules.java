package dev.hivecluster.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.InputSource;

/** What Jenkins' schema for JUnit reports demands of one test suite: elements, their order, attributes and their forms. */
final class JenkinsRules {
    private static final Map<String, Rule> RULES = Map.of(
            "testsuite",
            new Rule(
                    Set.of("name", "tests"),
                    Set.of("failures", "errors", "skipped", "time", "timestamp", "hostname"),
                    List.of("testcase")),
            "testcase",
            new Rule(
                    Set.of("name", "classname"), Set.of("time", "status"), List.of("skipped", "failure", "system-out")),
            "failure",
            new Rule(Set.of(), Set.of("message", "type"), List.of()),
            "skipped",
            new Rule(Set.of(), Set.of(), List.of()),
            "system-out",
            new Rule(Set.of(), Set.of(), List.of()));

    private static final Pattern SECONDS = Pattern.compile("\\d+\\.\\d{3}");
    private static final Pattern TIMESTAMP = Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d");

    private JenkinsRules() {}

    /** Parses a report that follows the rules. */
    static Element check(String report) throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultInstance();
        factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
        Document document = factory.newDocumentBuilder().parse(new InputSource(new StringReader(report)));
        Element suite = document.getDocumentElement();
        assertThat(suite.getTagName()).isEqualTo("testsuite");
        check(suite);
        assertThat(suite.getAttribute("time")).matches(SECONDS);
        assertThat(suite.getAttribute("timestamp")).matches(TIMESTAMP);
        List<Element> tests = elements(suite);
        assertThat(suite.getAttribute("tests")).isEqualTo(Integer.toString(tests.size()));
        assertThat(suite.getAttribute("failures")).isEqualTo(count(tests, "failure"));
        assertThat(suite.getAttribute("skipped")).isEqualTo(count(tests, "skipped"));
        assertThat(tests)
                .allSatisfy(test -> assertThat(test.getAttribute("time")).matches(SECONDS));
        assertThat(tests)
                .extracting(test -> test.getAttribute("classname") + " " + test.getAttribute("name"))
                .doesNotHaveDuplicates();
        return suite;
    }

    static List<Element> elements(Element parent) {
        List<Element> found = new ArrayList<>();
        for (Node child = parent.getFirstChild(); child != null; child = child.getNextSibling()) {
            if (child instanceof Element element) {
                found.add(element);
            }
        }
        return found;
    }

    private static void check(Element element) {
        String tag = element.getTagName();
        Rule rule = Objects.requireNonNull(RULES.get(tag), tag);
        List<String> attributes = IntStream.range(0, element.getAttributes().getLength())
                .mapToObj(i -> element.getAttributes().item(i).getNodeName())
                .collect(Collectors.toCollection(ArrayList::new));
        assertThat(attributes).as(tag).containsAll(rule.required());
        attributes.removeAll(rule.required());
        assertThat(attributes).as(tag).isSubsetOf(rule.optional());
        List<Integer> order = elements(element).stream()
                .map(child -> rule.children().indexOf(child.getTagName()))
                .toList();
        assertThat(order).as(tag).doesNotContain(-1).isSorted();
        elements(element).forEach(JenkinsRules::check);
    }

    private static String count(List<Element> tests, String tag) {
        return Long.toString(tests.stream()
                .filter(test -> test.getElementsByTagName(tag).getLength() > 0)
                .count());
    }

    /** @param children the elements within, in the order in which they may come */
    private record Rule(Set<String> required, Set<String> optional, List<String> children) {}
}
