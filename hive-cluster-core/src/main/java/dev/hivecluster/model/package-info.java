/** Immutable, validated values that every other room shares: names, specifications, inventory, endpoints. */
@NullMarked
package dev.hivecluster.model;

import org.jspecify.annotations.NullMarked;
