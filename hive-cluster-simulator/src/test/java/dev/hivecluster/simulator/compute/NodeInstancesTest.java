package dev.hivecluster.simulator.compute;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class NodeInstancesTest {
    private static final NodeCapacity SIZE = new NodeCapacity("node1", 8, 8192);

    private final NodeInstances instances = new NodeInstances();
    private final InstanceRecord pending = InstanceRecord.launched(
            "r-1", new LaunchOrder("ami-1", new InstanceType("t3.micro", 2, 1024), null, 0, true), Instant.EPOCH);

    @ParameterizedTest
    @EnumSource(InstanceState.class)
    void an_instance_uses_its_node_once_in_states_that_hold_capacity_and_not_at_all_in_others(InstanceState state) {
        InstanceRecord changed = pending.in(state);
        instances.put(pending);
        instances.put(changed);
        assertThat(instances.leftOf(SIZE))
                .isEqualTo(changed.holdsCapacity() ? new NodeCapacity("node1", 6, 7168) : SIZE);

        instances.remove(changed.id());
        assertThat(instances.leftOf(SIZE)).isEqualTo(SIZE);
        assertThat(instances.all()).isEmpty();
    }

    @Test
    void an_instance_that_is_not_there_can_be_removed() {
        instances.put(pending);
        instances.remove("i-0");
        assertThat(instances.leftOf(SIZE)).isEqualTo(new NodeCapacity("node1", 6, 7168));
        assertThat(instances.all()).containsExactly(pending);
    }
}
