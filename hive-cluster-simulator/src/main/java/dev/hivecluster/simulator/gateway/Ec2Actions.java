package dev.hivecluster.simulator.gateway;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Method;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.utils.builder.SdkBuilder;

/**
 * The actions of an EC2 client, by name. An action is what the client's class itself declares; each is bound when it is
 * first called, since all of them together would load a thousand classes.
 */
final class Ec2Actions {
    private static final String MODEL = "software.amazon.awssdk.services.ec2.model.";
    private static final Pattern NAME = Pattern.compile("[A-Z][A-Za-z0-9]{1,100}");
    private static final MethodHandles.Lookup LOOKUP = MethodHandles.publicLookup();

    private final Ec2Client client;
    private final Map<String, Action> actions = new ConcurrentHashMap<>();

    Ec2Actions(Ec2Client client) {
        this.client = client;
    }

    /** An action; nothing if the client's class does not declare it. */
    Optional<Action> find(String name) {
        Action known = actions.get(name);
        if (known != null) {
            return Optional.of(known);
        }
        Optional<Action> bound = bind(name);
        bound.ifPresent(action -> actions.putIfAbsent(name, action));
        return bound;
    }

    private Optional<Action> bind(String name) {
        if (!NAME.matcher(name).matches()) {
            return Optional.empty();
        }
        try {
            Class<?> request = Class.forName(MODEL + name + "Request", true, Ec2Client.class.getClassLoader());
            String methodName = name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1);
            Method method = client.getClass().getDeclaredMethod(methodName, request);
            Method builder = request.getMethod("builder");
            return Optional.of(new Action(
                    name, LOOKUP.unreflect(builder), LOOKUP.unreflect(method).bindTo(client)));
        } catch (ClassNotFoundException | NoSuchMethodException e) {
            return Optional.empty();
        } catch (IllegalAccessException e) {
            throw new IllegalStateException("an action must be public: " + name, e);
        }
    }

    /** One of them. */
    static final class Action {
        private final String name;
        private final MethodHandle builder;
        private final MethodHandle method;

        Action(String name, MethodHandle builder, MethodHandle method) {
            this.name = name;
            this.builder = builder;
            this.method = method;
        }

        /**
         * Does it.
         *
         * @param form the request's parameters
         * @return the answer's XML
         * @throws MalformedParameterException if a parameter's value does not have the form of its type
         * @throws software.amazon.awssdk.services.ec2.model.Ec2Exception if the action fails
         */
        String call(SortedMap<String, String> form) throws MalformedParameterException {
            SdkPojo request = (SdkPojo) invoke(builder);
            Ec2Codec.read(form, request);
            Object response = invoke(method, ((SdkBuilder<?, ?>) request).build());
            return Ec2Codec.write(name + "Response", (SdkPojo) response);
        }

        private static Object invoke(MethodHandle handle, Object... arguments) {
            try {
                return handle.invokeWithArguments(arguments);
            } catch (RuntimeException | Error e) {
                throw e;
            } catch (Throwable e) {
                throw new IllegalStateException("an action must not throw checked exceptions", e);
            }
        }
    }
}
