package dev.hivecluster.simulator.shell.posix;

/** Numbers among a program's arguments. */
final class Numbers {
    private Numbers() {}

    static int parse(String text) throws UsageException {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new UsageException("invalid number: '" + text + "'");
        }
    }

    /** A time in seconds such as {@code 0.5}, {@code 10s} or {@code 2m}, in milliseconds. */
    static long milliseconds(String text) throws UsageException {
        if (!text.matches("[0-9]*\\.?[0-9]+[smhd]?")) {
            throw new UsageException("invalid time interval '" + text + "'");
        }
        char unit = text.charAt(text.length() - 1);
        String digits = Character.isDigit(unit) ? text : text.substring(0, text.length() - 1);
        long factor = switch (unit) {
            case 'm' -> 60_000;
            case 'h' -> 3_600_000;
            case 'd' -> 86_400_000;
            default -> 1000;
        };
        return Math.round(Double.parseDouble(digits) * factor);
    }
}
