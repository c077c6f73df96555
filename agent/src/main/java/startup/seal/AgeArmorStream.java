package startup.seal;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;

/**
 * Takes age's armor off: a BEGIN line, base64 in lines of 64 letters of which the last may be shorter, an END line, and
 * nothing but white space around. Strict, because whoever can change the armor unseen has changed a file that is said to
 * be proven.
 *
 * <p>Source: age-encryption.org/v1, "ASCII armor"; RFC 7468, section 3, figure 3.
 */
final class AgeArmorStream extends StickyStream {
    private static final byte[] END = "-----END AGE ENCRYPTED FILE-----".getBytes(StandardCharsets.US_ASCII);
    private static final int COLUMNS = 64;

    private final InputStream text;
    private final byte[] line = new byte[COLUMNS + 1];
    private byte[] decoded = {};
    private int position;
    private boolean begun;
    private boolean lastLineSeen;
    private boolean ended;

    /** Reads single bytes of {@code text}, which should have a buffer. */
    AgeArmorStream(InputStream text) {
        this.text = text;
    }

    @Override
    int readSome(byte[] target, int offset, int length) throws IOException {
        begin();
        while (position == decoded.length) {
            if (ended) {
                return -1;
            }
            next();
        }
        int count = Math.min(length, decoded.length - position);
        System.arraycopy(decoded, position, target, offset, count);
        position += count;
        return count;
    }

    private void begin() throws IOException {
        if (begun) {
            return;
        }
        int letter = text.read();
        while (isSpace(letter)) {
            letter = text.read();
        }
        line[0] = (byte) letter;
        if (letter < 0 || !is(FirstBytes.ARMOR, readLine(1))) {
            throw damaged("its first line is not the BEGIN line");
        }
        begun = true;
    }

    private void next() throws IOException {
        int length = readLine(0);
        if (is(END, length)) {
            onlySpaceFollows();
            ended = true;
            return;
        }
        if (lastLineSeen || length == 0 || length > COLUMNS) {
            throw damaged("a line of it has a length that age does not write");
        }
        lastLineSeen = length < COLUMNS;
        position = 0;
        decoded = decode(Arrays.copyOf(line, length));
    }

    private static byte[] decode(byte[] letters) throws IOException {
        try {
            byte[] bytes = Base64.getDecoder().decode(letters);
            if (Arrays.equals(Base64.getEncoder().encode(bytes), letters)) {
                return bytes;
            }
        } catch (IllegalArgumentException e) {
            throw damaged("a line of it is not base64");
        }
        throw damaged("a line of it is not base64 as age writes it");
    }

    /** Its length without LF or CR LF; {@code COLUMNS + 1} if it is longer than a line can be. */
    private int readLine(int start) throws IOException {
        int length = start;
        for (int letter = text.read(); letter != '\n'; letter = text.read()) {
            if (letter < 0) {
                if (is(END, length)) {
                    return length;
                }
                throw damaged("it ends before the END line, so it was cut short");
            }
            if (letter == '\r') {
                if (text.read() != '\n') {
                    throw damaged("a line of it has a character that is not base64");
                }
                return length;
            }
            if (length > COLUMNS) {
                throw damaged("a line of it is longer than 64 letters");
            }
            line[length++] = (byte) letter;
        }
        return length;
    }

    private boolean is(byte[] marker, int length) {
        return Arrays.equals(line, 0, length, marker, 0, marker.length);
    }

    private void onlySpaceFollows() throws IOException {
        for (int letter = text.read(); letter >= 0; letter = text.read()) {
            if (!isSpace(letter)) {
                throw damaged("something follows its END line");
            }
        }
    }

    private static boolean isSpace(int letter) {
        return letter == ' ' || letter == '\t' || letter == '\r' || letter == '\n';
    }

    private static IOException damaged(String why) {
        return SealErrors.damaged("its armor is not whole: " + why);
    }

    @Override
    public void close() throws IOException {
        text.close();
    }
}
