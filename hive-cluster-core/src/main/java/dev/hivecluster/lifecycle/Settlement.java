package dev.hivecluster.lifecycle;

/** What became of a cluster when a participant was done with it. */
public enum Settlement {
    /** The session does not use it. */
    NOT_HELD,
    /** Others in the session still need it. */
    STILL_USED,
    /** Somebody else is responsible for it. */
    LEFT,
    /** It stands until somebody destroys it, or until it expires. */
    KEPT,
    DESTROYED
}
