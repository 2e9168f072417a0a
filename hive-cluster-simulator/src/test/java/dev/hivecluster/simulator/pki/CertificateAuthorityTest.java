package dev.hivecluster.simulator.pki;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.hivecluster.simulator.http.HttpServer;
import dev.hivecluster.simulator.http.RawClient;
import dev.hivecluster.simulator.http.Response;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertPath;
import java.security.cert.CertPathValidator;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CertificateAuthorityTest {
    private static final Clock NOW = Clock.systemUTC();
    private static final CertificateAuthority CA = CertificateAuthority.create(NOW);
    private static final KeyedCertificate SERVER = CA.issue("127.0.11.1", NOW);

    @TempDir
    Path directory;

    static SSLContext trusting(CertificateAuthority authority) throws Exception {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        store.setCertificateEntry("ca", authority.certificate());
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }

    @Test
    void the_ca_is_named_and_used_as_hives() throws Exception {
        X509Certificate ca = CA.certificate();
        assertThat(ca.getSubjectX500Principal().getName()).isEqualTo("CN=Hive Local CA,O=Hive Platform");
        assertThat(ca.getIssuerX500Principal()).isEqualTo(ca.getSubjectX500Principal());
        assertThat(ca.getBasicConstraints()).isEqualTo(1);
        assertThat(ca.getKeyUsage()).containsExactly(true, false, false, false, false, true, true, false, false);
        assertThat(ca.getCriticalExtensionOIDs()).containsExactlyInAnyOrder("2.5.29.15", "2.5.29.19");
        assertThat(ca.getVersion()).isEqualTo(3);
        ca.verify(ca.getPublicKey());
    }

    @Test
    void the_ca_lives_ten_years_and_a_server_one() {
        Instant now = Instant.parse("2026-11-23T14:06:28.123Z");
        CertificateAuthority ca = CertificateAuthority.create(Clock.fixed(now, ZoneOffset.UTC));
        assertThat(ca.certificate().getNotBefore()).isEqualTo(Date.from(Instant.parse("2026-11-23T14:06:28Z")));
        assertThat(ca.certificate().getNotAfter()).isEqualTo(Date.from(Instant.parse("2036-11-23T14:06:28Z")));
        X509Certificate server =
                ca.issue("0.0.0.0", Clock.fixed(now, ZoneOffset.UTC)).certificate();
        assertThat(server.getNotAfter()).isEqualTo(Date.from(Instant.parse("2027-11-23T14:06:28Z")));
    }

    @Test
    void years_after_2049_are_written_in_full() {
        Clock later = Clock.fixed(Instant.parse("2048-02-29T00:00:00Z"), ZoneOffset.UTC);
        CertificateAuthority ca = CertificateAuthority.create(later);
        assertThat(ca.certificate().getNotAfter()).isEqualTo(Date.from(Instant.parse("2058-02-28T00:00:00Z")));
    }

    @Test
    void a_server_has_the_loopback_names_and_its_own_address() throws Exception {
        assertThat(SERVER.certificate().getSubjectAlternativeNames())
                .containsExactly(
                        List.of(2, "localhost"),
                        List.of(7, "127.0.0.1"),
                        List.of(7, "0:0:0:0:0:0:0:1"),
                        List.of(7, "127.0.11.1"));
        assertThat(CA.issue("0.0.0.0", NOW).certificate().getSubjectAlternativeNames())
                .hasSize(3);
        assertThat(CA.issue("127.0.0.1", NOW).certificate().getSubjectAlternativeNames())
                .hasSize(3);
        assertThatThrownBy(() -> CA.issue("node1.example", NOW)).hasMessageContaining("node1.example");
    }

    @Test
    void a_server_is_a_server_and_nothing_else() throws Exception {
        X509Certificate server = SERVER.certificate();
        assertThat(server.getExtendedKeyUsage()).containsExactly("1.3.6.1.5.5.7.3.1");
        assertThat(server.getBasicConstraints()).isEqualTo(-1);
        assertThat(server.getKeyUsage()[0]).isTrue();
        assertThat(server.getIssuerX500Principal()).isEqualTo(CA.certificate().getSubjectX500Principal());
        byte[] authority = server.getExtensionValue("2.5.29.35");
        byte[] subject = CA.certificate().getExtensionValue("2.5.29.14");
        assertThat(Arrays.copyOfRange(authority, authority.length - 20, authority.length))
                .isEqualTo(Arrays.copyOfRange(subject, subject.length - 20, subject.length));
    }

    @Test
    void java_finds_the_path_to_the_ca() throws Exception {
        CertPath path = CertificateFactory.getInstance("X.509").generateCertPath(List.of(SERVER.certificate()));
        PKIXParameters parameters = new PKIXParameters(Set.of(new TrustAnchor(CA.certificate(), null)));
        parameters.setRevocationEnabled(false);
        assertThat(CertPathValidator.getInstance("PKIX").validate(path, parameters))
                .isNotNull();
    }

    @Test
    void a_ca_that_was_read_back_issues_for_the_same_cluster() throws Exception {
        CertificateAuthority read = CertificateAuthority.fromPem(CA.certificatePem(), CA.keyPem());
        assertThat(read.certificate()).isEqualTo(CA.certificate());
        read.issue("127.0.11.2", NOW).certificate().verify(CA.certificate().getPublicKey());
        KeyedCertificate server = KeyedCertificate.fromPem(SERVER.certificatePem(), SERVER.keyPem());
        assertThat(server).isEqualTo(SERVER);
    }

    @Test
    void what_is_no_pem_is_an_error_that_says_which_block_was_expected() {
        assertThatThrownBy(() -> CertificateAuthority.fromPem(CA.keyPem(), CA.keyPem()))
                .isInstanceOf(GeneralSecurityException.class)
                .hasMessage("no PEM block \"BEGIN CERTIFICATE\"");
        assertThatThrownBy(() -> CertificateAuthority.fromPem(CA.certificatePem(), "nonsense"))
                .hasMessage("no PEM block \"BEGIN PRIVATE KEY\"");
    }

    @Test
    void no_key_is_in_a_text_form() {
        assertThat(SERVER.toString()).isEqualTo("KeyedCertificate[CN=localhost, O=Hive Platform]");
    }

    @Test
    void the_pem_form_has_lines_of_64_characters() {
        assertThat(CA.certificatePem())
                .startsWith("-----BEGIN CERTIFICATE-----\n")
                .endsWith("\n-----END CERTIFICATE-----\n");
        assertThat(CA.certificatePem().lines()).allMatch(line -> line.length() <= 64);
        assertThat(CA.keyPem()).startsWith("-----BEGIN PRIVATE KEY-----\n");
    }

    @Test
    void java_and_a_stranger_tell_the_right_ca_from_a_wrong_one() throws Exception {
        try (HttpServer server = tlsServer()) {
            assertThat(RawClient.send(server.address(), trusting(CA), "GET", "/", "")
                            .body())
                    .isEqualTo("hello");
            SSLContext stranger = trusting(CertificateAuthority.create(NOW));
            assertThatThrownBy(() -> RawClient.send(server.address(), stranger, "GET", "/", ""))
                    .hasMessageContaining("PKIX path");
        }
    }

    @Test
    void plain_text_to_the_tls_port_is_met_with_silence() throws Exception {
        try (HttpServer server = tlsServer()) {
            assertThat(RawClient.exchange(server.address(), null, "GET / HTTP/1.1\r\n\r\n"))
                    .isEmpty();
        }
    }

    @Test
    void openssl_verifies_the_server_strictly() throws Exception {
        assumeTrue(onPath("openssl"), "openssl is not on the PATH");
        Path ca = Files.writeString(directory.resolve("ca.pem"), CA.certificatePem());
        Path server = Files.writeString(directory.resolve("server.pem"), SERVER.certificatePem());
        assertThat(run(
                        "openssl",
                        "verify",
                        "-x509_strict",
                        "-purpose",
                        "sslserver",
                        "-verify_ip",
                        "127.0.11.1",
                        "-CAfile",
                        ca.toString(),
                        server.toString()))
                .contains("OK");
        Path key = Files.writeString(directory.resolve("server.key"), SERVER.keyPem());
        assertThat(run("openssl", "pkey", "-in", key.toString(), "-noout", "-text"))
                .contains("NIST CURVE: P-256");
    }

    @ParameterizedTest
    @ValueSource(strings = {"curl", "python3"})
    void other_clients_trust_the_server_by_its_ca(String client) throws Exception {
        assumeTrue(onPath(client), client + " is not on the PATH");
        Path ca = Files.writeString(directory.resolve("ca.pem"), CA.certificatePem());
        try (HttpServer server = tlsServer()) {
            String url = "https://127.0.0.1:" + server.address().getPort() + "/";
            String script = "import ssl,sys,urllib.request;"
                    + "c=ssl.create_default_context(cafile=sys.argv[1]);"
                    + "c.verify_flags|=getattr(ssl,'VERIFY_X509_STRICT',0);"
                    + "print(urllib.request.urlopen(sys.argv[2],context=c).read().decode())";
            String answer = client.equals("curl")
                    ? run("curl", "-sS", "--noproxy", "*", "--cacert", ca.toString(), url)
                    : run("python3", "-c", script, ca.toString(), url);
            assertThat(answer.strip()).isEqualTo("hello");
        }
    }

    private static HttpServer tlsServer() throws Exception {
        return HttpServer.start(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                SERVER.serverContext(),
                "tls",
                NOW,
                request -> Response.of(200, "text/plain", "hello"));
    }

    private static boolean onPath(String program) {
        return Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(entry -> Files.isExecutable(Path.of(entry, program)));
    }

    private static String run(String... command) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment()
                .keySet()
                .removeIf(name -> name.toLowerCase(Locale.ROOT).endsWith("_proxy"));
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(Duration.ofSeconds(20).toSeconds(), TimeUnit.SECONDS))
                .isTrue();
        assertThat(process.exitValue()).as(output).isZero();
        return output;
    }
}
