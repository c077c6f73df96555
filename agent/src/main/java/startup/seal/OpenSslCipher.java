package startup.seal;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The ciphers of {@code openssl enc} that are known, the likeliest first: that is the order in which they are tried.
 *
 * <p>Source: openssl-enc(1), names of ciphers; NIST SP 800-38A for the modes.
 */
enum OpenSslCipher {
    AES_256_CBC(32, Mode.CBC),
    AES_128_CBC(16, Mode.CBC),
    AES_192_CBC(24, Mode.CBC),
    AES_256_CTR(32, Mode.CTR),
    AES_128_CTR(16, Mode.CTR),
    AES_192_CTR(24, Mode.CTR);

    static final int BLOCK = 16;

    private enum Mode {
        CBC("AES/CBC/NoPadding"),
        CTR("AES/CTR/NoPadding");

        private final String transformation;

        Mode(String transformation) {
            this.transformation = transformation;
        }
    }

    private final int keyLength;
    private final Mode mode;

    OpenSslCipher(int keyLength, Mode mode) {
        this.keyLength = keyLength;
        this.mode = mode;
    }

    /** In bytes: 16, 24 or 32. */
    int keyLength() {
        return keyLength;
    }

    /** As {@link javax.crypto.Cipher#getInstance(String)} takes it; padding is {@link AesStream}'s business. */
    String transformation() {
        return mode.transformation;
    }

    /** CBC fills its last block; CTR has none to fill. */
    boolean isPadded() {
        return mode == Mode.CBC;
    }

    /** As openssl writes it: {@code aes-256-cbc}. */
    String written() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** By the name that {@code openssl enc} takes, in any case; {@code aes256} is its short name of aes-256-cbc. */
    static @Nullable OpenSslCipher of(String name) {
        String small = name.toLowerCase(Locale.ROOT);
        for (OpenSslCipher cipher : values()) {
            String shortName = "aes" + cipher.keyLength * 8;
            if (small.equals(cipher.written()) || (cipher.isPadded() && small.equals(shortName))) {
                return cipher;
            }
        }
        return null;
    }
}
