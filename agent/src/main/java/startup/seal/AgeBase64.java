package startup.seal;

import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * Base64 as age headers have it: no padding, and only one way to write a value.
 *
 * <p>Source: age-encryption.org/v1, "Conventions"; RFC 4648, sections 3.5 and 4.
 */
final class AgeBase64 {
    private AgeBase64() {}

    /** The bytes, or null if the text is not the one canonical encoding of them. */
    static @Nullable Bytes decode(String text) {
        try {
            byte[] bytes = Base64.getDecoder().decode(text);
            boolean canonical =
                    Base64.getEncoder().withoutPadding().encodeToString(bytes).equals(text);
            return canonical ? new Bytes(bytes) : null;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
