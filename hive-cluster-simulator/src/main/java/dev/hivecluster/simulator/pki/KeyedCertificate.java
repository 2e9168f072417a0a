package dev.hivecluster.simulator.pki;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;

/**
 * A certificate with its private key: what {@code server.pem} and {@code server.key} hold (hive contract, section 2.5).
 *
 * @param certificate the public part
 * @param key the secret part; never part of a log, a report or a command line
 */
public record KeyedCertificate(X509Certificate certificate, PrivateKey key) {
    /**
     * Reads it.
     *
     * @param certificatePem as {@link #certificatePem()}
     * @param keyPem as {@link #keyPem()}
     * @throws GeneralSecurityException if one of them is not what it should be
     */
    public static KeyedCertificate fromPem(String certificatePem, String keyPem) throws GeneralSecurityException {
        X509Certificate certificate = Pem.certificate(certificatePem);
        return new KeyedCertificate(
                certificate, Pem.key(keyPem, certificate.getPublicKey().getAlgorithm()));
    }

    /** The certificate as a PEM block. */
    public String certificatePem() {
        return Pem.write(certificate);
    }

    /** The key as a PEM block of PKCS#8. */
    public String keyPem() {
        return Pem.write(key);
    }

    /** TLS of a server that shows this certificate and asks its clients for none. */
    public SSLContext serverContext() throws GeneralSecurityException {
        char[] noPassword = {};
        try {
            // The default type would protect the key by 10,000 rounds of hashing, each time.
            KeyStore store = KeyStore.getInstance("JKS");
            store.load(null, noPassword);
            store.setKeyEntry("server", key, noPassword, new X509Certificate[] {certificate});
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(store, noPassword);
            SSLContext context = SSLContext.getInstance("TLS");
            // Without a trust manager the authorities of the whole world would be read.
            context.init(keys.getKeyManagers(), new TrustManager[0], null);
            return context;
        } catch (IOException e) {
            throw new GeneralSecurityException("an empty key store cannot be made", e);
        }
    }

    @Override
    public String toString() {
        return "KeyedCertificate[" + certificate.getSubjectX500Principal() + "]";
    }
}
