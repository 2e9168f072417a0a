package dev.hivecluster.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TableTest {
    private static final String OUTPUT = """
            NAME  | CPU (used/total) | VMs
            node1 | 0/2              | 0
            node2 | -                | -


            INSTANCE TYPE | AVAILABLE
            t3.nano       | 1
            """;

    @Test
    void a_table_ends_where_the_next_begins() {
        Table nodes = Table.startingWith("NAME", OUTPUT);
        assertThat(nodes.heading()).containsExactly("NAME", "CPU (used/total)", "VMs");
        assertThat(nodes.column("NAME")).containsExactly("node1", "node2");
        assertThat(nodes.column("CPU (used/total)")).containsExactly("0/2", "-");
    }

    @Test
    void a_table_is_found_by_its_heading() {
        assertThat(Table.startingWith("INSTANCE TYPE", OUTPUT).column("AVAILABLE"))
                .containsExactly("1");
    }

    @Test
    void where_there_is_no_such_table_it_is_empty() {
        assertThat(Table.startingWith("INSTANCE", "No VMs found.\n")).isEqualTo(Table.startingWith("NAME", ""));
    }
}
