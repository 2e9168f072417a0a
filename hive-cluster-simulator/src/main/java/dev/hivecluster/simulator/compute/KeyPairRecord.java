package dev.hivecluster.simulator.compute;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.hivecluster.simulator.compute.SshKeys.PublicKey;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * What is stored of a key pair beside its public key.
 *
 * @param id such as {@code key-4943a72f13de90938}
 * @param name the name that its user gave it
 * @param fingerprint in the form that goes with its type
 */
record KeyPairRecord(
        @JsonProperty("KeyPairId") String id,
        @JsonProperty("KeyName") String name,
        @JsonProperty("KeyFingerprint") String fingerprint) {
    private static final JsonMapper MAPPER = new JsonMapper();

    /** Reads an object of the storage; nothing if it is something else whose name happens to fit. */
    static Optional<KeyPairRecord> read(byte[] content) {
        try {
            KeyPairRecord read = MAPPER.readValue(content, KeyPairRecord.class);
            boolean complete = read.id != null && read.name != null && read.fingerprint != null;
            return complete ? Optional.of(read) : Optional.empty();
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }

    byte[] write() {
        return MAPPER.writeValueAsBytes(this);
    }

    /** {@code ed25519} or {@code rsa}, as the fingerprint's form tells. */
    String type() {
        return fingerprint.startsWith(PublicKey.SHA256) ? "ed25519" : "rsa";
    }
}
