package dev.hivecluster.maven;

import java.util.Objects;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugin.PluginParameterExpressionEvaluator;
import org.codehaus.plexus.component.configurator.expression.ExpressionEvaluationException;

/** Replaces expressions in a POM's configuration as Maven does just before it runs a goal. */
final class Expressions {
    private final PluginParameterExpressionEvaluator evaluator;

    Expressions(MavenSession session, MojoExecution execution) {
        this.evaluator = new PluginParameterExpressionEvaluator(session, execution);
    }

    /** The text with its expressions replaced; one that has no value is left as it is. */
    String evaluate(String text) {
        try {
            return Objects.requireNonNullElse(evaluator.evaluate(text), text).toString();
        } catch (ExpressionEvaluationException e) {
            return text;
        }
    }
}
