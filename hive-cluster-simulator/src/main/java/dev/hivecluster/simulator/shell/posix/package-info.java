/** The POSIX programs that the phases, the suites and a person at the prompt use. */
@NullMarked
package dev.hivecluster.simulator.shell.posix;

import org.jspecify.annotations.NullMarked;
