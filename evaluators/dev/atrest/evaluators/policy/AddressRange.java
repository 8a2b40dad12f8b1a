package dev.atrest.evaluators.policy;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.Optional;

/** A block of IP addresses in CIDR notation. */
record AddressRange(byte[] address, int bits) {

    /** Blocks at most this wide are a network someone runs; S3 calls wider ones public. */
    private static final int NARROW_IPV4_BITS = 8;

    private static final int NARROW_IPV6_BITS = 32;

    /** Reads a block or a single address; empty when it is neither. Never asks a name server. */
    static Optional<AddressRange> parse(String text) {
        int slash = text.indexOf('/');
        try {
            byte[] address = InetAddress.ofLiteral(slash < 0 ? text : text.substring(0, slash))
                    .getAddress();
            int bits = slash < 0 ? address.length * 8 : Integer.parseInt(text.substring(slash + 1));
            return bits < 0 || bits > address.length * 8
                    ? Optional.empty()
                    : Optional.of(new AddressRange(address, bits));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    boolean contains(AddressRange other) {
        if (other.address.length != address.length || other.bits < bits) {
            return false;
        }
        int whole = bits / 8;
        return Arrays.equals(address, 0, whole, other.address, 0, whole)
                && (bits % 8 == 0 || (address[whole] ^ other.address[whole]) >> (8 - bits % 8) == 0);
    }

    /** Whether so many addresses are in it that it names nobody in particular. */
    boolean coversManyNetworks() {
        return bits < (address.length == 4 ? NARROW_IPV4_BITS : NARROW_IPV6_BITS);
    }
}
