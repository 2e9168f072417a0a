package dev.hivecluster.simulator.node;

import java.util.Map;

/**
 * What a user who logs in gets.
 *
 * @param machine the machine's host name
 * @param user the user's name
 */
record Login(String machine, String user) {
    String home() {
        return "/home/" + user;
    }

    Map<String, String> environment() {
        return Map.of(
                "HOME",
                home(),
                "USER",
                user,
                "LOGNAME",
                user,
                "SHELL",
                "/bin/sh",
                "PATH",
                "/usr/local/bin:/usr/bin:/bin",
                "PWD",
                home());
    }
}
