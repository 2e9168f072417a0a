package dev.hivecluster.e2e.mutation;

import java.util.List;
import java.util.Locale;

/** A part of the mutants; each takes about as long to hunt as the others. */
enum Part {
    INSTANCES,
    VOLUMES,
    OTHERS;

    List<Mutant> mutants() {
        return Catalogue.of(this);
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
