package dev.hivecluster.lifecycle;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;

/**
 * Signals of the operating system. The only way to see a second one is {@code sun.misc.Signal}; it is used by reflection,
 * since the compiler lets nobody name it without a warning.
 */
final class Signals {
    private static final String SIGNAL = "sun.misc.Signal";
    private static final String HANDLER = "sun.misc.SignalHandler";

    private Signals() {}

    /**
     * From now on the signal runs the action, in a thread of the JVM.
     *
     * @param name without {@code SIG}
     * @throws UnsupportedOperationException if this JVM does not let go of the signal
     */
    static Handling handle(String name, Runnable action) {
        try {
            Class<?> signalType = Class.forName(SIGNAL);
            Class<?> handlerType = Class.forName(HANDLER);
            Object signal = signalType.getConstructor(String.class).newInstance(name);
            Object handler = Proxy.newProxyInstance(
                    handlerType.getClassLoader(), new Class<?>[] {handlerType}, (proxy, method, arguments) -> {
                        if (method.getDeclaringClass() == Object.class) {
                            return objectMethod(proxy, method, arguments);
                        }
                        action.run();
                        return null;
                    });
            Method install = signalType.getMethod("handle", signalType, handlerType);
            Object replaced = install.invoke(null, signal, handler);
            return () -> invoke(install, signal, replaced);
        } catch (InvocationTargetException e) {
            throw new UnsupportedOperationException(e.getTargetException().getMessage(), e);
        } catch (ReflectiveOperationException e) {
            throw new UnsupportedOperationException(SIGNAL + " is not there", e);
        }
    }

    private static void invoke(Method install, Object signal, Object handler) {
        try {
            install.invoke(null, signal, handler);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("the former handler of " + signal + " cannot be put back", e);
        }
    }

    private static Object objectMethod(Object proxy, Method method, Object[] arguments) {
        return switch (method.getName()) {
            case "equals" -> proxy == arguments[0];
            case "hashCode" -> System.identityHashCode(proxy);
            default -> "handler of the hive-cluster plugin";
        };
    }

    /** A signal that is handled; closed, the former handler is back. */
    @FunctionalInterface
    interface Handling extends AutoCloseable {
        @Override
        void close();
    }
}
