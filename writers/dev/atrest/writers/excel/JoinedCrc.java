package dev.atrest.writers.excel;

/**
 * The CRC-32 of two texts, one after the other, from those of each: what the first leaves is multiplied by x to the power of the
 * bits that follow, modulo the polynomial, as zlib's {@code crc32_combine} does.
 */
final class JoinedCrc {

    /** Polynomials have the coefficient of the lowest power in the highest bit. */
    private static final int POLYNOMIAL = 0xEDB88320;

    private static final int ONE = 1 << 31;
    private static final int X_TO_THE_8 = 1 << 23;

    private JoinedCrc() {}

    /** @param secondLength in bytes */
    static long of(long first, long second, long secondLength) {
        int power = ONE;
        int square = X_TO_THE_8;
        for (long bytes = secondLength; bytes > 0; bytes >>= 1) {
            if ((bytes & 1) == 1) {
                power = product(power, square);
            }
            square = product(square, square);
        }
        return (product(power, (int) first) ^ second) & 0xFFFFFFFFL;
    }

    private static int product(int a, int b) {
        int product = 0;
        int shifted = b;
        for (int coefficient = ONE; coefficient != 0; coefficient >>>= 1) {
            if ((a & coefficient) != 0) {
                product ^= shifted;
            }
            shifted = (shifted >>> 1) ^ ((shifted & 1) == 1 ? POLYNOMIAL : 0);
        }
        return product;
    }
}
