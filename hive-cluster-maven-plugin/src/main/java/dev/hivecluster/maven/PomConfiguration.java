package dev.hivecluster.maven;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.apache.maven.model.ConfigurationContainer;
import org.codehaus.plexus.util.xml.Xpp3Dom;
import org.jspecify.annotations.Nullable;

/** What a POM configures for a plugin or for one of its executions, read without running it. */
final class PomConfiguration {
    private final List<Xpp3Dom> sources = new ArrayList<>();
    private final UnaryOperator<String> evaluate;

    /**
     * @param evaluate replaces expressions that the POM still holds
     * @param sources the one that wins comes first
     */
    PomConfiguration(UnaryOperator<String> evaluate, ConfigurationContainer... sources) {
        this.evaluate = evaluate;
        for (ConfigurationContainer source : sources) {
            if (source.getConfiguration() instanceof Xpp3Dom dom) {
                this.sources.add(dom);
            }
        }
    }

    /** The value of a parameter, if it is configured. */
    Optional<String> value(String parameter) {
        return child(parameter)
                .flatMap(dom -> Optional.ofNullable(dom.getValue()))
                .map(evaluate)
                .map(String::strip)
                .filter(text -> !text.isEmpty());
    }

    /** The values of a parameter that is a list, if it is configured. */
    Optional<List<String>> values(String parameter) {
        return child(parameter)
                .map(dom -> Stream.concat(
                                Arrays.stream(dom.getChildren()).map(Xpp3Dom::getValue),
                                dom.getChildCount() == 0 ? Stream.of(dom.getValue()) : Stream.<@Nullable String>empty())
                        .flatMap(text -> text == null
                                ? Stream.empty()
                                : Arrays.stream(evaluate.apply(text).split(",")))
                        .map(String::strip)
                        .filter(text -> !text.isEmpty())
                        .toList());
    }

    private Optional<Xpp3Dom> child(String parameter) {
        return sources.stream()
                .flatMap(dom -> Optional.ofNullable(dom.getChild(parameter)).stream())
                .findFirst();
    }
}
