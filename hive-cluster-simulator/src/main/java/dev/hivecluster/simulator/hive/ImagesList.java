package dev.hivecluster.simulator.hive;

import java.io.IOException;
import picocli.CommandLine.Command;

/** {@code hive admin images list} (hive contract, sections 5 and 9). */
@Command(description = "Show the images that can be imported by name")
final class ImagesList implements HiveCommand {
    @Override
    public int run(HiveSession session) throws IOException {
        Table table = new Table("NAME", "DISTRO", "VERSION", "ARCH", "BOOT");
        for (CataloguedImage image : CataloguedImage.ALL) {
            table.row(image.name(), image.distro(), image.version(), image.arch(), CataloguedImage.BOOT);
        }
        session.invocation().print(table.text(session.hasColours()));
        session.out("An image of this list becomes an AMI by:");
        session.out("  hive admin images import --name <name>");
        return 0;
    }
}
