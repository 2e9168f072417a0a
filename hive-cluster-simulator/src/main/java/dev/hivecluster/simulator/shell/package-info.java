/** The shell of a simulated machine: its grammar and the POSIX programs that a person and the phases use. */
@NullMarked
package dev.hivecluster.simulator.shell;

import org.jspecify.annotations.NullMarked;
