package startup.seal;

import java.io.IOException;
import java.io.InputStream;
import java.util.Base64;

/**
 * Decodes what {@code openssl enc -a} wrote: lines of 64 letters, or one line with {@code -A}. Line ends and blanks may
 * be anywhere; anything else is damage.
 *
 * <p>Source: EVP_DecodeUpdate(3); RFC 4648, section 4.
 */
final class OpenSslBase64Stream extends StickyStream {
    private static final int BUFFER = 8 * 1024;

    private final InputStream text;
    private final byte[] raw = new byte[BUFFER];
    private final byte[] letters = new byte[BUFFER + 4];
    private final byte[] decoded = new byte[BUFFER + 4];
    private int waiting;
    private int position;
    private int end;
    private boolean padded;

    OpenSslBase64Stream(InputStream text) {
        this.text = text;
    }

    @Override
    int readSome(byte[] target, int offset, int length) throws IOException {
        while (position == end) {
            int read = text.read(raw, 0, BUFFER);
            if (read < 0) {
                return atEnd();
            }
            take(read);
            decode();
        }
        int count = Math.min(length, end - position);
        System.arraycopy(decoded, position, target, offset, count);
        position += count;
        return count;
    }

    private void take(int count) throws IOException {
        for (int i = 0; i < count; i++) {
            byte letter = raw[i];
            if (letter != '\n' && letter != '\r' && letter != ' ' && letter != '\t') {
                if (padded && !(letter == '=' && waiting % 4 != 0)) {
                    throw SealErrors.damaged("something follows the end of its base64 text");
                }
                padded |= letter == '=';
                letters[waiting++] = letter;
            }
        }
    }

    private void decode() throws IOException {
        int whole = waiting / 4 * 4;
        byte[] groups = new byte[whole];
        System.arraycopy(letters, 0, groups, 0, whole);
        try {
            end = Base64.getDecoder().decode(groups, decoded);
        } catch (IllegalArgumentException e) {
            throw SealErrors.damaged("its base64 text has a character that does not belong there");
        }
        position = 0;
        System.arraycopy(letters, whole, letters, 0, waiting - whole);
        waiting -= whole;
    }

    private int atEnd() throws IOException {
        if (waiting > 0) {
            throw SealErrors.damaged("its base64 text ends within a group of four letters, so it was cut short");
        }
        return -1;
    }

    @Override
    public void close() throws IOException {
        text.close();
    }
}
