package dev.hivecluster.maven;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.function.Consumer;
import org.apache.maven.execution.ExecutionEvent;
import org.apache.maven.execution.ExecutionListener;
import org.apache.maven.execution.MavenSession;
import org.jspecify.annotations.Nullable;

/** Acts when a Maven session ends, before anybody else hears of it. */
final class SessionEnd {
    private static final String ENDED = "sessionEnded";

    private SessionEnd() {}

    /**
     * A listener that acts before another one hears of the session's end, and passes on everything. It is a proxy, since
     * newer Mavens' listeners hear of more than those that this was compiled against.
     */
    static ExecutionListener before(@Nullable ExecutionListener delegate, Consumer<MavenSession> action) {
        return (ExecutionListener) Proxy.newProxyInstance(
                SessionEnd.class.getClassLoader(),
                new Class<?>[] {ExecutionListener.class},
                (proxy, method, arguments) -> {
                    if (method.getDeclaringClass() == Object.class) {
                        return ofObject(proxy, method, arguments);
                    }
                    if (method.getName().equals(ENDED)) {
                        action.accept(((ExecutionEvent) arguments[0]).getSession());
                    }
                    return delegate == null ? null : pass(delegate, method, arguments);
                });
    }

    private static @Nullable Object pass(ExecutionListener delegate, Method method, Object[] arguments)
            throws Throwable {
        try {
            return method.invoke(delegate, arguments);
        } catch (InvocationTargetException e) {
            throw e.getTargetException();
        }
    }

    private static Object ofObject(Object proxy, Method method, Object[] arguments) {
        return switch (method.getName()) {
            case "equals" -> proxy == arguments[0];
            case "hashCode" -> System.identityHashCode(proxy);
            default -> "hive-cluster's end of the session";
        };
    }
}
