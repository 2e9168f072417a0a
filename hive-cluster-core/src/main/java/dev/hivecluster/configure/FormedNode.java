package dev.hivecluster.configure;

import dev.hivecluster.model.Node;

/**
 * A node that belongs to the cluster.
 *
 * @param surveyed the node as it was found
 * @param configuration of the cluster that it belongs to now
 */
record FormedNode(SurveyedNode surveyed, HiveConfiguration configuration) {
    Node node() {
        return surveyed.node();
    }

    NodeSession session() {
        return surveyed.session();
    }

    HiveService service(String name) {
        return surveyed.dialect().service(name, surveyed.hive(), node(), configuration);
    }
}
