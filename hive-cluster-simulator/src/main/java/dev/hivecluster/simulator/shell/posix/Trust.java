package dev.hivecluster.simulator.shell.posix;

import dev.hivecluster.simulator.node.FileErrors;
import dev.hivecluster.simulator.node.Invocation;
import dev.hivecluster.simulator.node.Program;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Whom a TLS client of the machine trusts.
 *
 * @param verifies whether the server's certificate is looked at
 */
record Trust(SSLContext context, boolean verifies) {
    private static final String BUNDLE = "/etc/ssl/certs/ca-certificates.crt";
    private static final String LOCAL = "/usr/local/share/ca-certificates";

    /** Everyone, as with {@code curl -k}: what it reaches are this cluster's own machines. */
    static Trust everyone() throws IOException {
        return new Trust(context(new TrustManager[] {new Anyone()}), false);
    }

    /** The authorities of a file; otherwise those that the machine trusts. */
    static Trust of(Invocation invocation, Optional<String> file) throws IOException {
        String path = file.or(() -> Optional.ofNullable(invocation.environment().get("CURL_CA_BUNDLE")))
                .orElse(BUNDLE);
        try {
            KeyStore authorities = KeyStore.getInstance(KeyStore.getDefaultType());
            authorities.load(null, null);
            int count = 0;
            for (Certificate authority : certificates(invocation, path)) {
                authorities.setCertificateEntry("authority-" + count, authority);
                count++;
            }
            TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init(authorities);
            // A manager without any authority cannot be made.
            return new Trust(context(count == 0 ? new TrustManager[] {new NoOne()} : factory.getTrustManagers()), true);
        } catch (GeneralSecurityException e) {
            throw new SSLException("error adding trust anchors from file: " + path, e);
        }
    }

    private static Collection<? extends Certificate> certificates(Invocation invocation, String path)
            throws IOException, CertificateException {
        if (path.equals(BUNDLE) && Files.notExists(invocation.file(path))) {
            return List.of();
        }
        try (InputStream in = Files.newInputStream(invocation.file(path))) {
            return CertificateFactory.getInstance("X.509").generateCertificates(in);
        } catch (IOException e) {
            throw new SSLException(path + ": " + FileErrors.describe(e), e);
        }
    }

    private static SSLContext context(TrustManager[] managers) throws IOException {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, managers, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IOException("this Java cannot speak TLS", e);
        }
    }

    /** Whether a handshake failed because the server's certificate is not trusted, or not for that host. */
    static boolean isUntrusted(SSLException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof CertificateException) {
                return true;
            }
        }
        return false;
    }

    /** {@code update-ca-certificates}: trusts what lies in {@code /usr/local/share/ca-certificates}. */
    static Map<String, Program> programs() {
        return Map.of("update-ca-certificates", Trust::update);
    }

    private static int update(Invocation invocation) throws IOException {
        StringBuilder bundle = new StringBuilder();
        int count = 0;
        Path directory = invocation.file(LOCAL);
        if (Files.isDirectory(directory)) {
            List<Path> files;
            try (Stream<Path> children = Files.list(directory)) {
                files = children.filter(file -> file.toString().endsWith(".crt"))
                        .sorted()
                        .toList();
            }
            for (Path file : files) {
                bundle.append(Files.readString(file)).append('\n');
                count++;
            }
        }
        Path target = invocation.file(BUNDLE);
        Files.createDirectories(target.getParent());
        Files.writeString(target, bundle);
        invocation.print(count + " added, 0 removed; done.\n");
        return 0;
    }

    /** Trusts every certificate. */
    private static final class Anyone extends Extended {
        @Override
        void check() {}
    }

    /** Trusts none. */
    private static final class NoOne extends Extended {
        @Override
        void check() throws CertificateException {
            throw new CertificateException("unable to get local issuer certificate");
        }
    }

    /** Looks at no certificate. */
    private abstract static class Extended extends X509ExtendedTrustManager {
        abstract void check() throws CertificateException;

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, @Nullable Socket socket)
                throws CertificateException {
            check();
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, @Nullable Socket socket)
                throws CertificateException {
            check();
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, @Nullable SSLEngine engine)
                throws CertificateException {
            check();
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, @Nullable SSLEngine engine)
                throws CertificateException {
            check();
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
            check();
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
            check();
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
