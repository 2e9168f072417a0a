package dev.hivecluster.simulator.pki;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The certificate authority of one cluster: {@code Hive Local CA}, made by the leader, handed to the others by formation
 * (hive contract, sections 2.3 to 2.5). Keys are EC P-256 where Hive makes RSA-4096.
 */
public final class CertificateAuthority {
    private static final String COMMON_NAME = "Hive Local CA";
    private static final String ORGANISATION = "Hive Platform";
    private static final int YEARS_OF_CA = 10;
    private static final int YEARS_OF_SERVER = 1;
    private static final SecureRandom RANDOM = new SecureRandom();

    private static final byte[] ECDSA_WITH_SHA256 = Der.sequence(Der.oid("1.2.840.10045.4.3.2"));
    private static final String BASIC_CONSTRAINTS = "2.5.29.19";
    private static final String KEY_USAGE = "2.5.29.15";
    private static final String EXTENDED_KEY_USAGE = "2.5.29.37";
    private static final String SUBJECT_ALTERNATIVE_NAME = "2.5.29.17";
    private static final String SUBJECT_KEY_IDENTIFIER = "2.5.29.14";
    private static final String AUTHORITY_KEY_IDENTIFIER = "2.5.29.35";
    private static final String SERVER_AUTHENTICATION = "1.3.6.1.5.5.7.3.1";
    private static final int DIGITAL_SIGNATURE = 0;
    private static final int CERTIFICATE_SIGN = 5;
    private static final int CRL_SIGN = 6;
    private static final int DNS_NAME = 2;
    private static final int IP_ADDRESS = 7;

    private final KeyedCertificate self;

    private CertificateAuthority(KeyedCertificate self) {
        this.self = self;
    }

    /** Makes one that is valid for ten years from now. */
    public static CertificateAuthority create(Clock clock) {
        try {
            KeyPair keys = newKeys();
            List<byte[]> extensions = List.of(
                    extension(BASIC_CONSTRAINTS, true, Der.sequence(Der.bool(true), Der.integer(BigInteger.ONE))),
                    extension(KEY_USAGE, true, Der.namedBits(DIGITAL_SIGNATURE, CERTIFICATE_SIGN, CRL_SIGN)),
                    extension(SUBJECT_KEY_IDENTIFIER, false, Der.octets(identifier(keys.getPublic()))));
            X509Certificate certificate = sign(
                    name(COMMON_NAME), keys.getPublic(), clock.instant(), YEARS_OF_CA, extensions, keys.getPrivate());
            return new CertificateAuthority(new KeyedCertificate(certificate, keys.getPrivate()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java cannot make EC P-256 certificates", e);
        }
    }

    /**
     * Reads {@code ca.pem} and {@code ca.key}.
     *
     * @throws GeneralSecurityException if one of them is not what it should be
     */
    public static CertificateAuthority fromPem(String certificatePem, String keyPem) throws GeneralSecurityException {
        return new CertificateAuthority(KeyedCertificate.fromPem(certificatePem, keyPem));
    }

    /** Its own certificate. */
    public X509Certificate certificate() {
        return self.certificate();
    }

    /** What {@code ca.pem} holds. */
    public String certificatePem() {
        return self.certificatePem();
    }

    /** What {@code ca.key} holds. */
    public String keyPem() {
        return self.keyPem();
    }

    /**
     * Makes the certificate of a node's servers, valid for one year from now, for {@code localhost}, 127.0.0.1, ::1 and
     * the address that the node binds to.
     *
     * @param bindAddress an address in digits; {@code 0.0.0.0} adds no name
     */
    public KeyedCertificate issue(String bindAddress, Clock clock) {
        Set<String> addresses = new LinkedHashSet<>(List.of("127.0.0.1", "::1"));
        if (!bindAddress.equals("0.0.0.0")) {
            addresses.add(bindAddress);
        }
        try {
            KeyPair keys = newKeys();
            List<byte[]> extensions = List.of(
                    extension(KEY_USAGE, true, Der.namedBits(DIGITAL_SIGNATURE)),
                    extension(EXTENDED_KEY_USAGE, false, Der.sequence(Der.oid(SERVER_AUTHENTICATION))),
                    extension(BASIC_CONSTRAINTS, true, Der.sequence()),
                    extension(SUBJECT_KEY_IDENTIFIER, false, Der.octets(identifier(keys.getPublic()))),
                    extension(
                            AUTHORITY_KEY_IDENTIFIER,
                            false,
                            Der.sequence(Der.tagged(0, identifier(certificate().getPublicKey())))),
                    extension(SUBJECT_ALTERNATIVE_NAME, false, names("localhost", addresses)));
            byte[] subject = name("localhost");
            X509Certificate certificate =
                    sign(subject, keys.getPublic(), clock.instant(), YEARS_OF_SERVER, extensions, self.key());
            return new KeyedCertificate(certificate, keys.getPrivate());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the CA's key cannot sign", e);
        }
    }

    private static KeyPair newKeys() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"), RANDOM);
        return generator.generateKeyPair();
    }

    private static X509Certificate sign(
            byte[] subject, PublicKey publicKey, Instant from, int years, List<byte[]> extensions, PrivateKey signer)
            throws GeneralSecurityException {
        Instant start = from.truncatedTo(ChronoUnit.SECONDS);
        byte[] body = Der.sequence(
                Der.explicit(0, Der.integer(BigInteger.TWO)),
                Der.integer(new BigInteger(127, RANDOM).add(BigInteger.ONE)),
                ECDSA_WITH_SHA256,
                name(COMMON_NAME),
                Der.sequence(
                        Der.time(start),
                        Der.time(start.atOffset(ZoneOffset.UTC).plusYears(years).toInstant())),
                subject,
                publicKey.getEncoded(),
                Der.explicit(3, Der.sequence(extensions.toArray(byte[][]::new))));
        Signature signature = Signature.getInstance("SHA256withECDSA");
        signature.initSign(signer);
        signature.update(body);
        byte[] certificate = Der.sequence(body, ECDSA_WITH_SHA256, Der.bits(signature.sign()));
        return (X509Certificate)
                CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(certificate));
    }

    private static byte[] name(String commonName) {
        return Der.sequence(
                Der.set(Der.sequence(Der.oid("2.5.4.10"), Der.utf8(ORGANISATION))),
                Der.set(Der.sequence(Der.oid("2.5.4.3"), Der.utf8(commonName))));
    }

    private static byte[] names(String host, Collection<String> addresses) {
        ByteArrayOutputStream names = new ByteArrayOutputStream();
        names.writeBytes(Der.tagged(DNS_NAME, host.getBytes(StandardCharsets.US_ASCII)));
        for (String address : addresses) {
            names.writeBytes(Der.tagged(IP_ADDRESS, octets(address)));
        }
        return Der.sequence(names.toByteArray());
    }

    private static byte[] octets(String address) {
        if (!address.matches("[0-9.]+|[0-9a-fA-F:.]+")) {
            throw new IllegalArgumentException("an address in digits was expected, not " + address);
        }
        try {
            return InetAddress.getByName(address).getAddress();
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("an address in digits was expected, not " + address, e);
        }
    }

    private static byte[] extension(String oid, boolean critical, byte[] value) {
        return critical
                ? Der.sequence(Der.oid(oid), Der.bool(true), Der.octets(value))
                : Der.sequence(Der.oid(oid), Der.octets(value));
    }

    /** The key identifier of RFC 5280, section 4.2.1.2: SHA-1 of the bit string's content. */
    private static byte[] identifier(PublicKey key) throws GeneralSecurityException {
        byte[] info = key.getEncoded();
        int pointLength = 65;
        MessageDigest sha1 = MessageDigest.getInstance("SHA-1");
        sha1.update(info, info.length - pointLength, pointLength);
        return sha1.digest();
    }
}
