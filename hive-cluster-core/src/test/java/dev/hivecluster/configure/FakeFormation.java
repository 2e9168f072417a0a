package dev.hivecluster.configure;

import java.util.LinkedHashSet;
import java.util.Set;

/** A formation under way: who has registered. Whoever did stays registered, also if its join is killed. */
final class FakeFormation {
    private final int expected;
    private final int number;
    private final Set<String> registered = new LinkedHashSet<>();

    FakeFormation(int expected, int number) {
        this.expected = expected;
        this.number = number;
    }

    synchronized boolean register(String node) {
        return registered.add(node);
    }

    synchronized int joined() {
        return registered.size();
    }

    int expected() {
        return expected;
    }

    synchronized boolean isComplete() {
        return registered.size() >= expected;
    }

    /** A CA of its own. */
    String certificate() {
        return "-----BEGIN CERTIFICATE-----\nZm9ybWF0aW9u" + number + "\n-----END CERTIFICATE-----\n";
    }
}
