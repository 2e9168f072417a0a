package dev.hivecluster.simulator.shell;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.hivecluster.simulator.node.TestMachine;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Programs that speak of the machine or with others of its network: a real one would give its own answers. */
class MachineProgramsTest {
    /** Waits until a process of the background is what it was started for, and no longer its shell's copy. */
    private static final String SLEEPS = "until grep -q sleep /proc/%s/cmdline; do sleep 0.01; done";

    @TempDir
    Path files;

    private TestMachine machine;
    private HttpServer server;
    private String url;

    @BeforeEach
    void boot() throws Exception {
        machine = TestMachine.booted(files);
        server = HttpServer.create(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), 0), 0);
        server.createContext("/", exchange -> {
            byte[] sent = exchange.getRequestBody().readAllBytes();
            String answer = "%s %s %s %s\n"
                    .formatted(
                            exchange.getRequestMethod(),
                            exchange.getRequestURI(),
                            exchange.getRequestHeaders().getFirst("X-Test"),
                            new String(sent, StandardCharsets.UTF_8));
            boolean head = exchange.getRequestMethod().equals("HEAD");
            boolean chunked = exchange.getRequestURI().getPath().equals("/chunked");
            int status = exchange.getRequestURI().getPath().equals("/missing") ? 404 : 200;
            exchange.sendResponseHeaders(status, head ? -1 : chunked ? 0 : answer.length());
            try (OutputStream out = exchange.getResponseBody()) {
                out.write(head ? new byte[0] : answer.getBytes(StandardCharsets.UTF_8));
            }
        });
        server.start();
        url = "http://localhost:" + server.getAddress().getPort();
    }

    @AfterEach
    void powerOff() throws IOException {
        server.stop(0);
        machine.close();
    }

    private String out(String script) throws Exception {
        TestMachine.Result result = machine.sh(script);
        assertThat(result.err()).isEmpty();
        return result.out();
    }

    @Test
    void the_machine_says_what_it_is() throws Exception {
        assertThat(out("hostname; cat /etc/hostname; uname -n")).isEqualTo("box-1\nbox-1\nbox-1\n");
        assertThat(out("hostname -I; nproc; whoami; id -u")).isEqualTo("127.0.0.1\n4\ntf-user\n1000\n");
        assertThat(out("uname; uname -sm")).isEqualTo("Linux\nLinux x86_64\n");
        assertThat(out("free -m | grep Mem | tr -s ' ' | cut -d ' ' -f 2")).isEqualTo("8192\n");
        assertThat(out("id")).contains("uid=1000(tf-user)");
        assertThat(out("df -h /")).contains("Mounted on").contains("% /");
        assertThat(out("uptime")).contains("up 0 min");
        assertThat(out("echo $HOME $USER $SHELL; sudo -n whoami"))
                .isEqualTo("/home/tf-user tf-user /bin/sh\ntf-user\n");
    }

    @Test
    void processes_are_listed_in_each_form() throws Exception {
        String script = "sleep 300 >/dev/null & p=$!; " + SLEEPS.formatted("$p") + "; %s; kill $p; wait";
        assertThat(out(script.formatted("ps auxw")))
                .containsPattern("(?m)^USER +PID .*COMMAND$")
                .containsPattern("(?m)^tf-user .* sleep 300$");
        assertThat(out(script.formatted("ps -ef")))
                .containsPattern("(?m)^root +1 +0 .*/sbin/init$")
                .containsPattern("sleep 300");
        assertThat(out(script.formatted(
                                "ps -eo pid,args | grep ' sleep 300$' | tr -s ' ' | sed 's/^ //'; echo $p sleep 300"))
                        .lines()
                        .distinct())
                .hasSize(1);
        assertThat(out(script.formatted("ps -o args= -p $p"))).isEqualTo("sleep 300\n");
        assertThat(out(script.formatted("pgrep -a sleep; pgrep -xc sleep"))).containsPattern("^[0-9]+ sleep 300\n1\n$");
        assertThat(machine.sh("ps -p 99999 -o pid=").status()).isEqualTo(1);
    }

    @Test
    void processes_are_found_by_their_environment() throws Exception {
        assertThat(
                        out(
                                "MARK=here env X=y sleep 300 & p=$!; until grep -ls X=y /proc/$p/environ >/dev/null; do sleep 0.01; done; grep -ls MARK=here /proc/[0-9]*/environ | cut -d / -f 3 | sed \"s/^$p$/it/\"; tr '\\0' ' ' < /proc/$p/cmdline; echo; kill $p; wait $p; test -e /proc/$p || echo gone"))
                .isEqualTo("it\nsleep 300 \ngone\n");
    }

    @Test
    void processes_are_ended_by_their_names() throws Exception {
        assertThat(out("sleep 300 & " + SLEEPS.formatted("$!") + "; pkill -TERM -x sleep; wait $!; echo $?"))
                .isEqualTo("143\n");
        assertThat(machine.sh("pkill nosuch").status()).isEqualTo(1);
    }

    @Test
    void curl_speaks_http() throws Exception {
        assertThat(out("curl -s %s/x?y=z".formatted(url))).isEqualTo("GET /x?y=z null \n");
        assertThat(out("curl -s -X PUT -d body -H 'X-Test: yes' %s/x".formatted(url)))
                .isEqualTo("PUT /x yes body\n");
        assertThat(out("curl -s -d a=b -d c=d %s".formatted(url))).isEqualTo("POST / null a=b&c=d\n");
        assertThat(out("curl -s %s/chunked".formatted(url))).isEqualTo("GET /chunked null \n");
        assertThat(out("curl -s -o f -w '%%{http_code}\\n' %s/missing; cat f".formatted(url)))
                .isEqualTo("404\nGET /missing null \n");
        assertThat(out("curl -sI %s | head -1".formatted(url))).startsWith("HTTP/1.1 200");
        assertThat(out("curl -si %s/x | tail -1".formatted(url))).isEqualTo("GET /x null \n");
    }

    @Test
    void curl_tells_by_its_status_what_went_wrong() throws Exception {
        assertThat(machine.sh("curl -fs " + url + "/missing")).isEqualTo(new TestMachine.Result(22, "", ""));
        assertThat(machine.sh("curl -fsS " + url + "/missing").err())
                .contains("curl: (22)")
                .contains("404");
        assertThat(machine.sh("curl -s http://localhost:" + closedPort() + "/").status())
                .isEqualTo(7);
        assertThat(machine.sh("curl http://localhost:" + closedPort() + "/").err())
                .contains("curl: (7)");
        assertThat(machine.sh("curl -s http://example.org/").status()).isEqualTo(6);
        assertThat(machine.sh("curl -s ftp://localhost/").status()).isEqualTo(1);
        assertThat(machine.sh("curl -s 'http://bad host/'").status()).isEqualTo(3);
        assertThat(machine.sh("curl").status()).isEqualTo(2);
        assertThat(machine.sh("curl --nonsense x").status()).isNotZero();
    }

    @Test
    void curl_gives_up_after_its_time() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}))) {
            assertThat(machine.sh("curl -s -m 0.2 http://localhost:%d/".formatted(silent.getLocalPort()))
                            .status())
                    .isEqualTo(28);
            assertThat(machine.sh("curl -s http://localhost:%d/ & sleep 0.1; kill $!; wait $!; echo $?"
                                    .formatted(silent.getLocalPort()))
                            .out())
                    .isEqualTo("143\n");
        }
    }

    private static int closedPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    @Test
    void what_is_not_there_says_so() throws Exception {
        for (String command : List.of("nosuch", "docker ps", "/usr/bin/nosuch")) {
            TestMachine.Result result = machine.sh(command);
            assertThat(result.status()).isEqualTo(127);
            assertThat(result.err()).isEqualTo("sh: " + command.split(" ", -1)[0] + ": not found\n");
        }
        assertThat(machine.sh("head --nonsense").err()).isEqualTo("head: unrecognized option '--nonsense'\n");
        assertThat(machine.sh("cat nosuch").err()).isEqualTo("cat: nosuch: No such file or directory\n");
        assertThat(machine.sh("rm -r /usr/bin/sh /nosuch").err()).isEqualTo("rm: /nosuch: No such file or directory\n");
    }

    @Test
    void a_syntax_error_is_reported_and_runs_nothing() throws Exception {
        for (String script : List.of(
                "echo a; if true", "echo a; fi", "echo 'a", "echo a | | b", "echo $(a", "for 1 in a; do b; done")) {
            TestMachine.Result result = machine.sh(script);
            assertThat(result.status()).as(script).isEqualTo(2);
            assertThat(result.err()).as(script).startsWith("sh: Syntax error: ");
            assertThat(result.out()).as(script).isEmpty();
        }
    }

    @Test
    void tail_follows_a_file_that_grows() throws Exception {
        assertThat(
                        out(
                                "echo 1 > f; tail -f f > out & until [ -s out ]; do sleep 0.01; done; echo 2 >> f; until [ $(wc -l < out) = 2 ]; do sleep 0.01; done; kill $!; cat out"))
                .isEqualTo("1\n2\n");
    }

    @Test
    void tail_loses_nothing_that_is_appended_while_it_starts() throws Exception {
        String grow = "n=0; while [ $n -lt 1500 ]; do echo $n >> f; n=$((n+1)); done";
        String follow = "for i in $(seq 40); do tail -n 2000 -f f > out$i & followers=\"$followers $!\"; done";
        String compare =
                "for i in $(seq 40); do until [ $(wc -l < out$i) -ge 1501 ]; do sleep 0.01; done; cat out$i | sort -n | uniq | wc -l; done | uniq -c";
        assertThat(out("echo -1 > f; { %s; } & grower=$!; %s; wait $grower; %s; kill $followers"
                                .formatted(grow, follow, compare))
                        .strip())
                .isEqualTo("40 1501");
    }
}
