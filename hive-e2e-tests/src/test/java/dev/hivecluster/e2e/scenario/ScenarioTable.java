package dev.hivecluster.e2e.scenario;

import static j2html.TagCreator.body;
import static j2html.TagCreator.code;
import static j2html.TagCreator.document;
import static j2html.TagCreator.each;
import static j2html.TagCreator.h1;
import static j2html.TagCreator.head;
import static j2html.TagCreator.html;
import static j2html.TagCreator.meta;
import static j2html.TagCreator.p;
import static j2html.TagCreator.style;
import static j2html.TagCreator.table;
import static j2html.TagCreator.tbody;
import static j2html.TagCreator.td;
import static j2html.TagCreator.th;
import static j2html.TagCreator.thead;
import static j2html.TagCreator.title;
import static j2html.TagCreator.tr;

import dev.hivecluster.e2e.scenario.ScenarioResult.Result;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The scenarios as a page for people. */
final class ScenarioTable {
    private static final String TITLE = "Scenarios of Hive's suites";
    private static final String STYLE = """
            body { font-family: sans-serif; margin: 2em; }
            table { border-collapse: collapse; }
            th, td { text-align: left; padding: .3em .8em; border-bottom: 1px solid #ccc; }
            .passed { color: #1a7f37; } .failed { color: #b00020; font-weight: bold; } .not-applicable { color: #666; }
            """;

    private ScenarioTable() {}

    static String of(List<ScenarioResult> results) {
        Map<String, String> titles = Scenarios.all();
        return document(html(
                        head(
                                meta().withCharset("utf-8"),
                                title(TITLE),
                                style(STYLE).withType("text/css")),
                        body(
                                h1(TITLE),
                                p(summary(results)),
                                table(
                                        thead(tr(th("Id"), th("What"), th("Result"), th("Test"))),
                                        tbody(each(
                                                results,
                                                result -> tr(
                                                        td(result.id()),
                                                        td(titles.getOrDefault(result.id(), "")),
                                                        td(result.result().toString())
                                                                .withClass(result.result()
                                                                        .toString()),
                                                        td(code(result.testClass() + "." + result.method())))))))))
                + "\n";
    }

    private static String summary(List<ScenarioResult> results) {
        return Arrays.stream(Result.values())
                .map(result -> "%d %s"
                        .formatted(
                                results.stream()
                                        .filter(one -> one.result() == result)
                                        .count(),
                                result))
                .collect(Collectors.joining(", "));
    }
}
