package dev.hivecluster.junit;

import dev.hivecluster.lifecycle.Cluster;
import dev.hivecluster.model.Endpoints;
import dev.hivecluster.model.Inventory;
import dev.hivecluster.model.Node;
import java.lang.reflect.Type;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;

/** What a test gets for a parameter, by the parameter's type and {@link NodeIndex}. */
final class Parameters {
    private static final String ALL_NODES = "java.util.List<" + Node.class.getName() + ">";

    /** What belongs to the cluster as a whole. */
    private static final Map<String, Function<Cluster, Object>> WHOLE = Map.of(
            Cluster.class.getName(),
            cluster -> cluster,
            Inventory.class.getName(),
            Cluster::inventory,
            Endpoints.class.getName(),
            Cluster::endpoints,
            ALL_NODES,
            Cluster::nodes);

    private Parameters() {}

    /** Whether a parameter is ours, if only to say that it cannot be had. */
    static boolean supports(ParameterContext parameter) {
        Type type = type(parameter);
        return parameter.isAnnotated(NodeIndex.class)
                || WHOLE.containsKey(type.getTypeName())
                || type.equals(Node.class)
                || ClientLibrary.of(type).isPresent();
    }

    /**
     * The value of a parameter.
     *
     * @throws ParameterResolutionException if there is no such node, no such type, or the library is not there
     */
    static Object resolve(ParameterContext parameter, OpenCluster open) {
        Type type = type(parameter);
        Optional<Integer> index = parameter.findAnnotation(NodeIndex.class).map(NodeIndex::value);
        Function<Cluster, Object> whole = WHOLE.get(type.getTypeName());
        if (whole != null && index.isEmpty()) {
            return whole.apply(open.cluster());
        }
        Optional<ClientLibrary> library = ClientLibrary.of(type);
        if (library.isEmpty() && !type.equals(Node.class)) {
            throw new ParameterResolutionException("@NodeIndex does not go with %s but with one of Node, %s"
                    .formatted(
                            type.getTypeName(),
                            Stream.of(ClientLibrary.values())
                                    .map(ClientLibrary::simpleName)
                                    .collect(Collectors.joining(", "))));
        }
        try {
            Node node = open.cluster().node(index.orElse(1));
            return library.isPresent() ? open.client(library.get(), node) : node;
        } catch (IllegalArgumentException | HiveClusterException e) {
            throw new ParameterResolutionException(String.valueOf(e.getMessage()), e);
        }
    }

    private static Type type(ParameterContext parameter) {
        return parameter.getParameter().getParameterizedType();
    }
}
