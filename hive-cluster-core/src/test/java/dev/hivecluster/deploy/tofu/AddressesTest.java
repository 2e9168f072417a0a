package dev.hivecluster.deploy.tofu;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AddressesTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "10.0.0.5 | 10.0.0.5",
                "fd00::5 10.0.0.5 10.0.0.6 | 10.0.0.5",
                "127.0.0.1 169.254.3.4 10.0.0.5 | 10.0.0.5",
                "fe80::1 ::1 127.0.0.1 fd00::5 | fd00::5",
                "FE80::1 127.0.3.4 | 127.0.3.4",
                "fe80::1 | fe80::1",
                "10.0.0.5/24 | 10.0.0.5",
                "feed::1 10.0.0.5 | 10.0.0.5",
            })
    void the_best_address_leads_to_the_machine_from_elsewhere_by_ipv4(String candidates, String best) {
        assertThat(Addresses.best(List.of(candidates.split(" ", -1)))).contains(best);
    }

    @Test
    void without_candidates_there_is_none() {
        assertThat(Addresses.best(List.of())).isEmpty();
        assertThat(Addresses.best(List.of("", " "))).isEmpty();
    }
}
