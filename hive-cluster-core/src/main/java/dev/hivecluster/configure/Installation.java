package dev.hivecluster.configure;

import java.util.Optional;

/**
 * Hive's programs on a node.
 *
 * @param home the home directory of the user that runs them, absolute
 * @param binary the {@code hive} binary, absolute
 * @param blockPlugin nbdkit's plugin for Hive's volumes, absolute; empty where none was found, so that Hive looks in its
 *     own default place
 */
record Installation(String home, String binary, Optional<String> blockPlugin) {}
