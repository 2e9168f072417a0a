package dev.hivecluster.simulator.hive;

import java.io.IOException;
import picocli.CommandLine.Command;

/** {@code hive admin images list} (hive contract, sections 5 and 9). */
@Command(description = "Show the images that can be imported by name")
final class ImagesList implements HiveCommand {
    private static final String[][] IMAGES = {
        {"alpine-3.22.2-x86_64", "alpine", "3.22.2", "x86_64"},
        {"debian-12-arm64", "debian", "12", "arm64"},
        {"debian-12-x86_64", "debian", "12", "x86_64"},
        {"ubuntu-24.04-arm64", "ubuntu", "24.04", "arm64"},
        {"ubuntu-24.04-x86_64", "ubuntu", "24.04", "x86_64"}
    };

    @Override
    public int run(HiveSession session) throws IOException {
        Table table = new Table("NAME", "DISTRO", "VERSION", "ARCH", "BOOT");
        for (String[] image : IMAGES) {
            table.row(image[0], image[1], image[2], image[3], "bios");
        }
        session.invocation().print(table.text(session.hasColours()));
        session.out("An image of this list becomes an AMI by:");
        session.out("  hive admin images import --name <name>");
        return 0;
    }
}
