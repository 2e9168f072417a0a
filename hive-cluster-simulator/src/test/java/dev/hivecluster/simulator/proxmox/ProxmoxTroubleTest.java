package dev.hivecluster.simulator.proxmox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hivecluster.deploy.DeployException;
import dev.hivecluster.deploy.Machine;
import dev.hivecluster.model.Inventory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What can go wrong with Proxmox and its provider: what a person is told, and that nothing is lost, left, or taken from
 * somebody else. The tests mostly wait for tofu.
 */
@Tag("tofu")
@Execution(ExecutionMode.CONCURRENT)
class ProxmoxTroubleTest {
    private static final Duration LONG_ENOUGH = Duration.ofSeconds(60);

    @TempDir
    Path place;

    private ProxmoxBackend backend;
    private FakeProxmox proxmox;
    private ProxmoxCluster cluster;

    @BeforeEach
    void start() throws Exception {
        backend = new ProxmoxBackend(place.resolve("proxmox"));
        proxmox = backend.proxmox();
        cluster = new ProxmoxCluster(backend, place.resolve("clusters"), "demo");
    }

    @AfterEach
    void end() {
        if (backend != null) {
            backend.close();
        }
    }

    @Test
    void a_vm_whose_id_somebody_else_was_quicker_to_take_is_named_and_left_alone() throws Exception {
        try (Fault taken = proxmox.faults().vmIdTaken(1)) {
            assertThatThrownBy(() -> cluster.up(1, Map.of("hive.tofu.retry", "off")))
                    .isInstanceOf(DeployException.class)
                    .hasMessageContaining("proxmox_virtual_environment_vm.hive_node[0] (id ")
                    .hasMessageContaining("belongs to somebody else");
            assertThat(taken.hits()).isOne();
        }

        cluster.down();

        assertThat(proxmox.vms()).singleElement().matches(vm -> vm.name().startsWith("foreign-"));
        assertThat(proxmox.snippets()).isEmpty();
    }

    @Test
    void the_next_try_takes_another_vm_id() throws Exception {
        proxmox.faults().vmIdTaken(1);

        cluster.up(1);

        assertThat(cluster.machines()).extracting(Machine::name).containsExactly("demo-1");
        assertThat(cluster.warnings())
                .anySatisfy(warning -> assertThat(warning).contains("belongs to somebody else", "tried again in"));
        cluster.down();
        assertThat(proxmox.vms()).singleElement().matches(vm -> vm.name().startsWith("foreign-"));
    }

    @Test
    void a_vm_that_cannot_be_made_is_told_as_proxmox_tells_it_and_leaves_nothing() throws Exception {
        try (Fault failing = proxmox.faults().failingTasks(Faults.ALWAYS, "qmcreate", "demo-2", "no space left")) {
            assertThatThrownBy(() -> cluster.up(2))
                    .isInstanceOf(DeployException.class)
                    .hasMessageContaining("no space left")
                    .hasMessageNotContaining("somebody else");
            assertThat(failing.hits()).isOne();
        }

        cluster.down();

        assertThat(proxmox.leftovers()).isEmpty();
    }

    @Test
    void while_the_api_is_down_nothing_is_destroyed_and_a_person_is_told_what_to_do() throws Exception {
        cluster.up(2);
        try (Fault down = proxmox.faults().apiDown()) {
            assertThatThrownBy(cluster::down)
                    .isInstanceOf(DeployException.class)
                    .hasMessageContaining("nothing is destroyed, and the state is kept")
                    .hasMessageContaining(":down -Dhive.cluster=demo");
        }
        assertThat(cluster.machines()).hasSize(2);

        cluster.down();

        assertThat(proxmox.leftovers()).isEmpty();
    }

    @Test
    void an_up_while_the_api_is_down_fails_and_leaves_nothing() throws Exception {
        try (Fault down = proxmox.faults().apiDown()) {
            assertThatThrownBy(() -> cluster.up(1))
                    .isInstanceOf(DeployException.class)
                    .hasMessageContaining(proxmox.access().endpoint().getHost());
        }

        cluster.down();

        assertThat(proxmox.leftovers()).isEmpty();
    }

    @Test
    void a_vm_that_was_deleted_by_hand_is_named_by_down_and_made_anew_by_up() throws Exception {
        cluster.up(2);
        proxmox.vanish("demo-1");
        cluster.up(2);
        assertThat(cluster.machines()).extracting(Machine::name).containsExactlyInAnyOrder("demo-1", "demo-2");
        proxmox.vanish("demo-2");

        cluster.down();

        assertThat(proxmox.leftovers()).isEmpty();
        assertThat(cluster.warnings())
                .last()
                .asString()
                .contains("proxmox_virtual_environment_vm.hive_node[1] (id ", "gone or somebody else's");
    }

    @Test
    void a_vm_that_does_not_stop_is_named_with_what_does_it_by_hand_and_destroyed_once_it_does() throws Exception {
        cluster.up(2);
        int vmid = proxmox.vm("demo-1").orElseThrow().vmid();
        try (Fault stubborn = proxmox.faults().notStopping("demo-1")) {
            assertThatThrownBy(cluster::down)
                    .isInstanceOf(DeployException.class)
                    .hasMessageContaining("demo-1 (VM %d on host pve1) cannot be destroyed".formatted(vmid))
                    .hasMessageContaining("qm stop %d".formatted(vmid));
            assertThat(stubborn.hits()).isPositive();
        }
        assertThat(proxmox.vms()).extracting(FakeVm::name).containsExactly("demo-1");

        cluster.down();

        assertThat(proxmox.leftovers()).isEmpty();
    }

    @Test
    void a_silent_agent_is_named_with_the_vm_and_what_to_look_at() throws Exception {
        try (Fault silent = proxmox.faults().agentSilent("demo-2")) {
            assertThatThrownBy(() -> cluster.up(2, Map.of("hive.tofu.vars.agent_timeout", "2s")))
                    .isInstanceOf(DeployException.class)
                    .hasMessageContaining("demo-2 (vm_id ")
                    .hasMessageContaining("guest agent")
                    .hasMessageNotContaining("demo-1");
            assertThat(silent.hits()).isPositive();
        }

        cluster.down();

        assertThat(proxmox.leftovers()).isEmpty();
    }

    @Test
    void a_name_that_another_record_holds_is_refused_with_its_vm_and_directory() throws Exception {
        cluster.up(1);
        ProxmoxCluster second = new ProxmoxCluster(backend, place.resolve("other checkout"), "demo");

        assertThatThrownBy(() -> second.up(1))
                .isInstanceOf(DeployException.class)
                .hasMessageContaining("there are machines of another cluster demo already")
                .hasMessageContaining(cluster.directory().path().toString());
        second.down();

        assertThat(cluster.machines()).hasSize(1);
    }

    @Test
    void growth_makes_one_more_and_leaves_the_others_alone() throws Exception {
        cluster.up(3);
        List<Machine> stood = cluster.machines();

        cluster.up(4);

        assertThat(cluster.machines()).hasSize(4).containsAll(stood);
        cluster.down();
        assertThat(proxmox.leftovers()).isEmpty();
    }

    @Test
    void a_lock_that_is_held_for_a_while_is_waited_for() throws Exception {
        try (Fault locked = proxmox.faults().lockTimeouts(8)) {
            cluster.up(1);

            assertThat(locked.hits()).isEqualTo(8);
        }
        assertThat(cluster.machines()).hasSize(1);
        assertThat(cluster.warnings())
                .anySatisfy(warning -> assertThat(warning).contains("can't lock file", "tried again in"));
    }

    @Test
    void two_clusters_at_once_do_not_meet() throws Exception {
        ProxmoxCluster other = new ProxmoxCluster(backend, place.resolve("clusters"), "other");
        FutureTask<Inventory> first = cluster.beginUp(2, Map.of());
        FutureTask<Inventory> second = other.beginUp(2, Map.of());
        first.get();
        second.get();
        assertThat(proxmox.vms()).extracting(FakeVm::vmid).hasSize(4).doesNotHaveDuplicates();

        cluster.down();

        assertThat(proxmox.vms()).extracting(FakeVm::name).containsExactlyInAnyOrder("other-1", "other-2");
        other.down();
        assertThat(proxmox.leftovers()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Loss.class)
    void down_destroys_all_whatever_has_become_of_the_state(Loss loss) throws Exception {
        cluster.up(2);
        loss.of(cluster);

        cluster.down();

        assertThat(proxmox.leftovers()).isEmpty();
        assertThat(cluster.state()).doesNotExist();
    }

    @ParameterizedTest
    @EnumSource(Step.class)
    void what_a_killed_tofu_made_is_found_by_down(Step step) throws Exception {
        try (Fault held = step.hold(proxmox)) {
            FutureTask<Inventory> up = cluster.beginUp(1, Map.of("hive.tofu.retry", "off"));
            proxmox.await("tofu is at " + step, LONG_ENOUGH, step::isReached);

            cluster.tofu().destroyForcibly();

            assertThat(ProxmoxCluster.failure(up))
                    .isInstanceOf(DeployException.class)
                    .hasMessageContaining("apply was ended by signal 9");
        }

        cluster.down();

        assertThat(proxmox.leftovers()).isEmpty();
    }

    /** What can become of the state and its copy. */
    enum Loss {
        EMPTY {
            @Override
            void of(ProxmoxCluster cluster) throws IOException {
                Files.write(cluster.state(), new byte[0]);
                Files.delete(cluster.goodState());
            }
        },
        CUT_OFF {
            @Override
            void of(ProxmoxCluster cluster) throws IOException {
                String state = Files.readString(cluster.state());
                Files.writeString(cluster.state(), state.substring(0, state.length() / 2));
                Files.delete(cluster.goodState());
            }
        },
        LOST_WITH_ALL_ELSE {
            @Override
            void of(ProxmoxCluster cluster) throws IOException {
                Files.delete(cluster.state());
                Files.delete(cluster.goodState());
            }
        },
        ERRORED {
            @Override
            void of(ProxmoxCluster cluster) throws IOException {
                Files.move(cluster.state(), cluster.directory().deployer().resolve("module/errored.tfstate"));
                Files.delete(cluster.goodState());
            }
        };

        abstract void of(ProxmoxCluster cluster) throws IOException;
    }

    /** Where in its work tofu is killed. */
    enum Step {
        CREATE {
            @Override
            Fault hold(FakeProxmox proxmox) {
                return proxmox.faults().slowTasks("qmcreate", "demo-1", HELD);
            }

            @Override
            boolean isReached(FakeProxmox proxmox) {
                return asked(proxmox, "POST", "/qemu");
            }
        },
        START {
            @Override
            Fault hold(FakeProxmox proxmox) {
                return proxmox.faults().slowTasks("qmstart", "demo-1", HELD);
            }

            @Override
            boolean isReached(FakeProxmox proxmox) {
                return asked(proxmox, "POST", "/status/start");
            }
        },
        AGENT {
            @Override
            Fault hold(FakeProxmox proxmox) {
                return proxmox.faults().agentSilent("demo-1");
            }

            @Override
            boolean isReached(FakeProxmox proxmox) {
                return asked(proxmox, "GET", "/agent/network-get-interfaces");
            }
        };

        private static final Duration HELD = Duration.ofSeconds(3);

        abstract Fault hold(FakeProxmox proxmox);

        abstract boolean isReached(FakeProxmox proxmox);

        private static boolean asked(FakeProxmox proxmox, String method, String path) {
            return proxmox.requests().stream()
                    .anyMatch(request ->
                            request.method().equals(method) && request.path().endsWith(path));
        }
    }
}
