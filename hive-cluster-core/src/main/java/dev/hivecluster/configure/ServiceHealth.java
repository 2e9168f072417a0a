package dev.hivecluster.configure;

/**
 * Whether a service does what it is there for.
 *
 * @param ok whether it does
 * @param seen what it answered, or why it did not, for people
 */
public record ServiceHealth(boolean ok, String seen) {}
