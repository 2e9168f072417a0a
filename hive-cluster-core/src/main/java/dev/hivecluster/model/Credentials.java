package dev.hivecluster.model;

/**
 * An access key of Hive.
 *
 * @param accessKeyId the public part
 * @param secretAccessKey the secret part; never part of a log, a report or a command line
 */
public record Credentials(String accessKeyId, String secretAccessKey) {
    @Override
    public String toString() {
        return "Credentials[" + accessKeyId + "]";
    }
}
