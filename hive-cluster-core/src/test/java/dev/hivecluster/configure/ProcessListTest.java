package dev.hivecluster.configure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ProcessListTest {
    @Test
    void pids_and_whole_arguments_are_read() {
        ProcessList list = ProcessList.parse("""
                USER         PID %CPU %MEM    VSZ   RSS TTY      STAT START   TIME COMMAND
                tf-user    10799  0.1  0.5 1234567 40344 ?       Ssl  14:42   0:08 /usr/local/bin/hive service nats start
                root           1  0.0  0.1  12345  1234 ?        Ss   Nov23   0:01 /sbin/init splash
                """);

        assertThat(list.arguments())
                .isEqualTo(Map.of(10799L, "/usr/local/bin/hive service nats start", 1L, "/sbin/init splash"));
    }

    @Test
    void a_service_is_told_by_its_arguments() {
        assertThat(HiveService.serviceOf("/usr/local/bin/hive service nats start"))
                .contains("nats");
        assertThat(HiveService.serviceOf("hive service awsgw start")).contains("awsgw");
        assertThat(HiveService.serviceOf("sh -c 'hive service awsgw start'")).isEmpty();
        assertThat(HiveService.serviceOf("vi hive service awsgw start notes")).isEmpty();
    }
}
