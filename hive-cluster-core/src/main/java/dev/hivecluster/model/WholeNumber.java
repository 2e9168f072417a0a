package dev.hivecluster.model;

import java.math.BigInteger;

/**
 * A setting that is a whole number within bounds.
 *
 * @param property the property as the user types it
 * @param least the smallest value that is allowed
 * @param most the largest value that is allowed
 */
public record WholeNumber(String property, int least, int most) {
    /**
     * Reads what the user gave, however large.
     *
     * @throws InvalidSettingException if it is not such a number, or out of bounds
     */
    public int parse(String text) {
        if (!text.matches("[+-]?[0-9]{1,99}")) {
            throw invalid(text);
        }
        BigInteger value = new BigInteger(text);
        if (value.compareTo(BigInteger.valueOf(least)) < 0 || value.compareTo(BigInteger.valueOf(most)) > 0) {
            throw invalid(text);
        }
        return value.intValueExact();
    }

    /** @throws InvalidSettingException if the value is out of bounds */
    void check(int value) {
        if (value < least || value > most) {
            throw invalid(Integer.toString(value));
        }
    }

    private InvalidSettingException invalid(String given) {
        return new InvalidSettingException(
                property,
                given,
                "a whole number from %d to %d".formatted(least, most),
                PropertyNames.EXAMPLES.getOrDefault(property, Integer.toString(least)));
    }
}
