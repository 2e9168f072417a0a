/** The AWS gateway's front: routing, signatures, and the codec between the query protocol and the SDK's types. */
@NullMarked
package dev.hivecluster.simulator.gateway;

import org.jspecify.annotations.NullMarked;
