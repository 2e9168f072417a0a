package dev.hivecluster.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hivecluster.simulator.loopback.Loopback;
import dev.hivecluster.simulator.loopback.Loopback.Listening;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AddressClaimTest {
    private final List<AutoCloseable> open = new ArrayList<>();

    @AfterEach
    void give_everything_up() throws Exception {
        for (AutoCloseable each : open) {
            each.close();
        }
    }

    @Test
    void each_machine_has_an_address_of_its_own_with_hives_own_ports() throws IOException {
        Addresses addresses = claim("one", Loopback::listen);

        assertThat(addresses.management(1))
                .matches("127\\.[1-9]\\d*\\.\\d+\\.1")
                .isEqualTo(addresses.data(1));
        assertThat(addresses.data(10)).endsWith(".10");
        assertThat(addresses.sshPort(2)).isGreaterThan(1024);
        assertThat(addresses.servicePorts(1)).isEmpty();
        assertThat(addresses.note()).isEmpty();
        assertThat(addresses.socket(addresses.data(2), 9999)).isEqualTo(Loopback.socket(addresses.data(2), 9999));
    }

    @Test
    void two_that_want_the_same_block_do_not_get_it() throws IOException {
        Addresses first = claim("same", Loopback::listen);
        Addresses second = claim("same", Loopback::listen);

        assertThat(second.data(1)).isNotEqualTo(first.data(1));
        assertThat(second.servicePorts(1)).isEmpty();
    }

    @Test
    void a_block_that_was_given_up_can_be_had_again() throws IOException {
        Addresses first = new AddressClaim("again", Loopback::listen).claim(false);
        first.close();

        assertThat(claim("again", Loopback::listen).data(1)).isEqualTo(first.data(1));
    }

    @Test
    void a_block_with_a_port_that_another_program_has_is_passed_over() throws IOException {
        Addresses first = new AddressClaim("taken", Loopback::listen).claim(false);
        first.close();
        open.add(Loopback.listen(Loopback.socket(first.data(7), 8443)));

        Addresses second = claim("taken", Loopback::listen);

        assertThat(second.data(1)).isNotEqualTo(first.data(1));
        assertThat(second.servicePorts(1)).isEmpty();
    }

    @Test
    void where_something_listens_on_every_address_the_machines_share_one_and_have_other_ports() throws IOException {
        Addresses addresses = claim("mapped", refusing(at -> at.getPort() == 8443));

        assertShared(addresses);
        assertThat(addresses.note()).contains("port 8443").contains("taken by another program");
    }

    @Test
    void where_there_is_only_one_loopback_address_the_machines_share_it() throws IOException {
        Addresses addresses =
                claim("mac", refusing(at -> !at.getAddress().getHostAddress().equals("127.0.0.1")));

        assertShared(addresses);
        assertThat(addresses.note()).contains("this host has no address 127.");
    }

    @Test
    void shared_addresses_can_be_asked_for() throws IOException {
        Addresses addresses = new AddressClaim("asked", Loopback::listen).claim(true);
        open.add(addresses);

        assertShared(addresses);
        assertThat(addresses.note()).contains("hive.simulator.addresses=mapped");
    }

    @Test
    void a_server_on_any_port_is_reachable_at_its_machine_while_it_is_open_and_nothing_else_of_the_host_is()
            throws Exception {
        Addresses shared = new AddressClaim("open", Loopback::listen).claim(true);
        open.add(shared);
        String machine = shared.data(2);
        assertThat(shared.anyPort(machine)).isEqualTo(Loopback.socket("127.0.0.1", 0));
        try (AutoCloseable server = shared.open(machine, 40_000)) {
            assertThat(server).isNotNull();
            assertThat(shared.socket(machine, 40_000)).isEqualTo(Loopback.socket("127.0.0.1", 40_000));
            assertThat(shared.socket(shared.data(1), 40_000)).isEqualTo(Loopback.socket(shared.data(1), 40_000));
            assertThat(shared.socket(machine, 40_001)).isEqualTo(Loopback.socket(machine, 40_001));
        }
        assertThat(shared.socket(machine, 40_000)).isEqualTo(Loopback.socket(machine, 40_000));

        Addresses own = new AddressClaim("own", Loopback::listen).claim(false);
        open.add(own);
        assertThat(own.anyPort(own.data(3))).isEqualTo(Loopback.socket(own.data(3), 0));
    }

    @Test
    void two_that_share_127_0_0_1_have_different_ports() throws IOException {
        Addresses first = new AddressClaim("same", Loopback::listen).claim(true);
        open.add(first);
        Addresses second = new AddressClaim("same", Loopback::listen).claim(true);
        open.add(second);

        assertThat(ports(first)).doesNotContainAnyElementsOf(ports(second));
    }

    @Test
    void without_any_free_ports_there_is_an_error_that_says_where_they_were_looked_for() {
        assertThatThrownBy(() -> claim("none", refusing(at -> true)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("127.0.0.1 has no")
                .hasMessageContaining("12000");
    }

    @Test
    void nothing_outside_the_loopback_network_becomes_a_socket_that_can_be_used() throws IOException {
        Addresses addresses = claim("outside", Loopback::listen);

        for (String outside : List.of("0.0.0.0", "10.1.2.3", "127.0.0.256", "localhost", "::1", "127.1")) {
            assertThat(addresses.socket(outside, 80).isUnresolved()).as(outside).isTrue();
        }
    }

    private static void assertShared(Addresses addresses) {
        assertThat(addresses.management(1)).isEqualTo("127.0.0.1");
        assertThat(addresses.management(2)).isEqualTo("127.0.0.1");
        assertThat(addresses.data(1)).matches("127\\.[1-9]\\d*\\.\\d+\\.1");
        assertThat(ports(addresses)).doesNotHaveDuplicates().allMatch(port -> port > 1024);
        int gateway = addresses.servicePorts(2).orElseThrow().gateway();
        assertThat(addresses.socket(addresses.data(2), 9999)).isEqualTo(Loopback.socket("127.0.0.1", gateway));
        assertThat(addresses.socket(addresses.data(2), 4248).getAddress().getHostAddress())
                .isEqualTo("127.0.0.1");
        assertThat(addresses.socket("127.0.0.1", 40_000)).isEqualTo(Loopback.socket("127.0.0.1", 40_000));
    }

    private static List<Integer> ports(Addresses addresses) {
        return IntStream.rangeClosed(1, 10)
                .boxed()
                .flatMap(machine -> {
                    Set<Integer> real = new HashSet<>();
                    real.add(addresses.sshPort(machine));
                    MachinePorts.SERVICES.forEach(port -> real.add(
                            addresses.socket(addresses.data(machine), port).getPort()));
                    return real.stream();
                })
                .toList();
    }

    private Addresses claim(String recordId, Listening listening) throws IOException {
        Addresses addresses = new AddressClaim(recordId, listening).claim(false);
        open.add(addresses);
        return addresses;
    }

    private static Listening refusing(Predicate<InetSocketAddress> refused) {
        return at -> {
            if (refused.test(at)) {
                throw new BindException("Address already in use");
            }
            return Loopback.listen(at);
        };
    }
}
