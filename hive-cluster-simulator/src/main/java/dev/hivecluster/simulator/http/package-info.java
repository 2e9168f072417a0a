/**
 * HTTP/1.1 for the simulated services. Their answers are compared byte by byte with recordings, and some of them are no
 * answer at all: a connection that drops in the middle of a request, or that speaks plain text to a TLS port. The JDK's
 * server respells header names, cannot tell those cases apart and needs a property of the whole JVM to be fast.
 */
@NullMarked
package dev.hivecluster.simulator.http;

import org.jspecify.annotations.NullMarked;
