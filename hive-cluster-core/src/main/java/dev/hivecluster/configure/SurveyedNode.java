package dev.hivecluster.configure;

import dev.hivecluster.model.Node;

/**
 * A node that answers, with what was found on it.
 *
 * @param session the session with it
 * @param hive where Hive lies
 * @param dialect how its Hive is spoken to
 * @param state what it does already
 */
record SurveyedNode(NodeSession session, Installation hive, Dialect dialect, NodeState state) {
    Node node() {
        return session.node();
    }
}
