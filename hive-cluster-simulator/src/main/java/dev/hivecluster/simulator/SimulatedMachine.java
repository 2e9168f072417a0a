package dev.hivecluster.simulator;

import java.io.IOException;

/** A machine of the simulated cluster, as the cluster steers it. */
interface SimulatedMachine extends AutoCloseable {
    /** Switches it on, if it is off; returns once it is on. Its boot goes on beside. */
    void powerOn() throws IOException;

    /** Takes its power away, if it is on; returns once its ports are closed. */
    void powerOff();

    boolean isOn();

    /** Ends it for good. */
    @Override
    void close();
}
