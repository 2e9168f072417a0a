package dev.hivecluster.simulator.compute;

import software.amazon.awssdk.services.ec2.model.InstanceStateName;

/** The states of an instance (hive contract, section 4.8). */
public enum InstanceState {
    PENDING(0, InstanceStateName.PENDING, "provisioning"),
    RUNNING(16, InstanceStateName.RUNNING, "running"),
    SHUTTING_DOWN(32, InstanceStateName.SHUTTING_DOWN, "shutting-down"),
    TERMINATED(48, InstanceStateName.TERMINATED, "terminated"),
    STOPPING(64, InstanceStateName.STOPPING, "stopping"),
    STOPPED(80, InstanceStateName.STOPPED, "stopped");

    private final int code;
    private final InstanceStateName shown;
    private final String internal;

    InstanceState(int code, InstanceStateName shown, String internal) {
        this.code = code;
        this.shown = shown;
        this.internal = internal;
    }

    /** As EC2 clients see it. */
    software.amazon.awssdk.services.ec2.model.InstanceState shown() {
        return software.amazon.awssdk.services.ec2.model.InstanceState.builder()
                .code(code)
                .name(shown)
                .build();
    }

    /** What {@code hive get vms} calls it. */
    String internal() {
        return internal;
    }
}
