package startup.proof;

import java.util.Arrays;
import java.util.HexFormat;
import startup.base.AgentException;
import startup.base.ExitStatus;

/**
 * A SHA-256 digest: of bytes that were read, or the one that an operator pinned.
 *
 * <p>Units: 32 bytes, shown as 64 hexadecimal digits in lower case. Source: FIPS 180-4.
 */
public final class Sha256 {
    private static final int BYTES = 32;

    private final byte[] bytes;

    private Sha256(byte[] bytes) {
        this.bytes = bytes;
    }

    /**
     * A digest as {@code sha256sum} prints it, in either case.
     *
     * @throws AgentException (exit status 2) for anything but 64 hexadecimal digits
     */
    public static Sha256 parse(String hex) throws AgentException {
        try {
            return of(HexFormat.of().parseHex(hex));
        } catch (IllegalArgumentException e) {
            throw new AgentException(
                    ExitStatus.USAGE,
                    "The SHA-256 of the bundle cannot be read",
                    "'" + hex + "' is not 64 hexadecimal digits",
                    "Take the first column that sha256sum prints",
                    e);
        }
    }

    /** Takes the array over. */
    static Sha256 of(byte[] bytes) {
        if (bytes.length != BYTES) {
            throw new IllegalArgumentException(bytes.length + " bytes are no SHA-256");
        }
        return new Sha256(bytes);
    }

    /** 64 digits in lower case. */
    public String hex() {
        return HexFormat.of().formatHex(bytes);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Sha256 that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return hex();
    }
}
