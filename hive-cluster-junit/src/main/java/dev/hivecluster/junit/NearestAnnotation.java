package dev.hivecluster.junit;

import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The {@link HiveCluster} that counts for a class: written on it, else behind an annotation on it, else on an interface,
 * else on its superclass. JUnit's own search takes the first of several that are equally near; a class would then run with
 * less than what one of them asks for.
 */
final class NearestAnnotation {
    private NearestAnnotation() {}

    /**
     * Searches.
     *
     * @throws HiveClusterException if several that differ are equally near
     */
    static Optional<HiveCluster> of(Class<?> type) {
        Set<HiveCluster> nearest = allOn(type);
        if (nearest.size() > 1) {
            throw new HiveClusterException(
                    "%s has several @HiveCluster that ask for different things, behind its annotations or on its interfaces: %s; write one on the class itself, it then counts alone"
                            .formatted(
                                    type.getName(),
                                    nearest.stream()
                                            .map(NearestAnnotation::words)
                                            .sorted()
                                            .collect(Collectors.joining(", "))));
        }
        return nearest.stream().findFirst();
    }

    private static Set<HiveCluster> allOn(Class<?> type) {
        HiveCluster written = type.getDeclaredAnnotation(HiveCluster.class);
        if (written != null) {
            return Set.of(written);
        }
        Set<HiveCluster> found = new LinkedHashSet<>();
        addBehind(type, found, new HashSet<>());
        if (found.isEmpty()) {
            for (Class<?> implemented : type.getInterfaces()) {
                found.addAll(allOn(implemented));
            }
        }
        return found.isEmpty() && type.getSuperclass() != null ? allOn(type.getSuperclass()) : found;
    }

    private static void addBehind(
            AnnotatedElement element, Set<HiveCluster> found, Set<Class<? extends Annotation>> seen) {
        for (Annotation annotation : element.getDeclaredAnnotations()) {
            Class<? extends Annotation> type = annotation.annotationType();
            if (annotation instanceof HiveCluster cluster) {
                found.add(cluster);
            } else if (seen.add(type)) {
                addBehind(type, found, seen);
            }
        }
    }

    private static String words(HiveCluster annotation) {
        StringBuilder words = new StringBuilder("nodes = " + annotation.nodes());
        if (!annotation.name().isEmpty()) {
            words.append(" name = ").append(annotation.name());
        }
        if (!annotation.deployer().isEmpty()) {
            words.append(" deployer = ").append(annotation.deployer());
        }
        return words.toString();
    }
}
