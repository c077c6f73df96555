package startup.plan;

import java.util.HexFormat;
import java.util.Optional;

/**
 * Stands for all that a module is made of: two of them are equal when its next run would do what the last did, as far as
 * its bundle says. {@link ModuleDigests} makes them and says of what.
 *
 * <p>Units: a SHA-256, shown as 64 hexadecimal digits in lower case.
 */
public final class ModuleDigest {
    private static final int DIGITS = 64;

    private final String hex;

    private ModuleDigest(String hex) {
        this.hex = hex;
    }

    static ModuleDigest of(byte[] sha256) {
        return new ModuleDigest(HexFormat.of().formatHex(sha256));
    }

    /** The digest that was written so, or empty if none was. */
    public static Optional<ModuleDigest> parse(String hex) {
        if (hex.length() != DIGITS) {
            return Optional.empty();
        }
        for (int i = 0; i < DIGITS; i++) {
            char digit = hex.charAt(i);
            if ((digit < '0' || digit > '9') && (digit < 'a' || digit > 'f')) {
                return Optional.empty();
            }
        }
        return Optional.of(new ModuleDigest(hex));
    }

    /** 64 digits in lower case. */
    public String hex() {
        return hex;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ModuleDigest digest && digest.hex.equals(hex);
    }

    @Override
    public int hashCode() {
        return hex.hashCode();
    }

    @Override
    public String toString() {
        return hex;
    }
}
