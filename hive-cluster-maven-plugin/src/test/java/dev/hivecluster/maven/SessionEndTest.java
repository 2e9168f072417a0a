package dev.hivecluster.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.maven.execution.AbstractExecutionListener;
import org.apache.maven.execution.ExecutionEvent;
import org.apache.maven.execution.ExecutionListener;
import org.apache.maven.execution.MavenSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The end of a Maven session is ours first. */
class SessionEndTest {
    @TempDir
    Path root;

    private final List<String> heard = new ArrayList<>();

    @Test
    void we_act_before_the_listener_that_was_there_hears_of_the_end() {
        MavenSession session = new MavenFixture(root).session();
        ExecutionListener listener = SessionEnd.before(new Recorder(), ended -> {
            assertThat(ended).isSameAs(session);
            heard.add("ours");
        });

        listener.sessionEnded(event(session));

        assertThat(heard).containsExactly("ours", "sessionEnded");
    }

    @Test
    void everything_else_is_passed_on() {
        ExecutionListener listener = SessionEnd.before(new Recorder(), ended -> heard.add("ours"));

        listener.mojoStarted(event(new MavenFixture(root).session()));

        assertThat(heard).containsExactly("mojoStarted");
    }

    @Test
    void what_the_other_listener_throws_comes_through_as_it_is() {
        ExecutionListener listener = SessionEnd.before(new Recorder(), ended -> heard.add("ours"));

        assertThatThrownBy(() -> listener.projectFailed(event(new MavenFixture(root).session())))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("from the other");
    }

    @Test
    void it_needs_no_other_listener() {
        ExecutionListener listener = SessionEnd.before(null, ended -> heard.add("ours"));

        listener.mojoStarted(event(new MavenFixture(root).session()));
        listener.sessionEnded(event(new MavenFixture(root).session()));

        assertThat(heard).containsExactly("ours");
    }

    private static ExecutionEvent event(MavenSession session) {
        return (ExecutionEvent) Proxy.newProxyInstance(
                SessionEndTest.class.getClassLoader(),
                new Class<?>[] {ExecutionEvent.class},
                (proxy, method, arguments) -> method.getName().equals("getSession") ? session : null);
    }

    private final class Recorder extends AbstractExecutionListener {
        @Override
        public void sessionEnded(ExecutionEvent event) {
            heard.add("sessionEnded");
        }

        @Override
        public void mojoStarted(ExecutionEvent event) {
            heard.add("mojoStarted");
        }

        @Override
        public void projectFailed(ExecutionEvent event) {
            throw new IllegalStateException("from the other");
        }
    }
}
