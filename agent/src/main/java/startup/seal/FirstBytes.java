package startup.seal;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import startup.base.AgentException;

/**
 * Tells by its first bytes what a file is sealed with, and leaves the stream where it was.
 *
 * <p>Source: openssl-enc(1) ({@code Salted__}); age-encryption.org/v1, "Version line" and "ASCII armor".
 */
final class FirstBytes {
    static final byte[] SALTED = ascii("Salted__");
    static final byte[] AGE = ascii("age-encryption.org/");
    static final byte[] ARMOR = ascii("-----BEGIN AGE ENCRYPTED FILE-----");

    /** The base64 of {@code Salted__} as far as the salt does not change it: 10 letters and 4 bits of the next. */
    private static final byte[] SALTED_BASE64 = ascii("U2FsdGVkX1");

    /** White space that may come before text; age's own limit. */
    private static final int MAX_SPACE = 1024;

    enum Kind {
        OPENSSL,
        OPENSSL_BASE64,
        AGE,
        AGE_ARMOR,
        NONE
    }

    private FirstBytes() {}

    /**
     * Looks at the beginning and resets the stream to it.
     *
     * @throws AgentException NOT_PROVEN if the file ends within one of the beginnings
     */
    static Kind look(BufferedInputStream in) throws IOException {
        in.mark(MAX_SPACE + ARMOR.length + 1);
        byte[] head = in.readNBytes(ARMOR.length);
        int space = 0;
        if (head.length > 0 && isSpace(head[0])) {
            in.reset();
            byte[] more = in.readNBytes(MAX_SPACE + ARMOR.length);
            while (space < more.length && isSpace(more[space])) {
                space++;
            }
            head = Arrays.copyOfRange(more, space, Math.min(more.length, space + ARMOR.length));
        }
        in.reset();
        return kind(head, space > 0);
    }

    private static Kind kind(byte[] head, boolean afterSpace) throws AgentException {
        if (begins(head, ARMOR)) {
            return Kind.AGE_ARMOR;
        }
        if (begins(head, SALTED_BASE64)) {
            return Kind.OPENSSL_BASE64;
        }
        if (!afterSpace && begins(head, SALTED)) {
            return Kind.OPENSSL;
        }
        return !afterSpace && begins(head, AGE) ? Kind.AGE : Kind.NONE;
    }

    private static boolean begins(byte[] head, byte[] magic) throws AgentException {
        int length = Math.min(head.length, magic.length);
        if (length == 0 || !Arrays.equals(head, 0, length, magic, 0, length)) {
            return false;
        }
        if (length < magic.length) {
            throw SealErrors.damaged("it ends after " + length + " bytes, within the first line of its seal");
        }
        return true;
    }

    private static boolean isSpace(byte letter) {
        return letter == ' ' || letter == '\t' || letter == '\r' || letter == '\n';
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
