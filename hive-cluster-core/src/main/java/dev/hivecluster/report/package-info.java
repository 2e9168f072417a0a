/** Readers of the event stream: console, JSON lines, JUnit XML. */
@NullMarked
package dev.hivecluster.report;

import org.jspecify.annotations.NullMarked;
