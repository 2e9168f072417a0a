package dev.hivecluster.e2e;

/** The disk that a guest booted from, as it sees it itself. */
final class GuestDisk {
    private GuestDisk() {}

    /** Its size in bytes. */
    static long bytes(Guests guests, Guests.Port port) throws Exception {
        String source = guests.run(port, "findmnt -n -o SOURCE /");
        String disk = guests.run(port, "lsblk -n -o PKNAME " + source);
        return Long.parseLong(guests.run(port, "lsblk -b -d -n -o SIZE /dev/" + disk));
    }

    /** What Hive calls the guest of an instance: not by the whole id, as upstream expects, but by eight digits of it. */
    static String hostName(String instance) {
        return "hive-vm-" + instance.substring("i-".length(), "i-".length() + 8);
    }
}
