package startup.run;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * One record as a line of the journal.
 *
 * <pre>
 * 8a9136aa {"at":"2026-11-22T10:15:03.120Z","record":"rebooting"}      LF
 * |        ||
 * |        |+ JSON, UTF-8; a line end in it is escaped
 * |        + space: the first record of a commit; '+': one that was committed together with the line before it
 * + CRC32C of all that follows it but the LF, 8 hexadecimal digits in lower case
 * </pre>
 *
 * <p>Source: RFC 3720, appendix B.4 (CRC32C).
 *
 * @param startsCommit whether all lines before it were on disk when it was written
 */
record JournalLine(boolean startsCommit, String json) {
    private static final int DIGITS = 8;
    private static final int LEAST_BYTES = DIGITS + 1;

    /** The bytes of the line, its LF included. */
    byte[] bytes() {
        byte[] text = ((startsCommit ? " " : "+") + json).getBytes(StandardCharsets.UTF_8);
        CRC32C sum = new CRC32C();
        sum.update(text);
        byte[] line = Arrays.copyOf(digits(sum), DIGITS + text.length + 1);
        System.arraycopy(text, 0, line, DIGITS, text.length);
        line[line.length - 1] = '\n';
        return line;
    }

    /** The line of those bytes, without their LF; empty if they are not as they were written. */
    static Optional<JournalLine> parse(byte[] line) {
        if (line.length < LEAST_BYTES || (line[DIGITS] != ' ' && line[DIGITS] != '+')) {
            return Optional.empty();
        }
        CRC32C sum = new CRC32C();
        sum.update(line, DIGITS, line.length - DIGITS);
        return isSummedUpBy(line, sum)
                ? Optional.of(new JournalLine(
                        line[DIGITS] == ' ',
                        new String(line, LEAST_BYTES, line.length - LEAST_BYTES, StandardCharsets.UTF_8)))
                : Optional.empty();
    }

    /**
     * Whether a damaged line begins with a whole record that something else follows than the zeros of a torn write: then
     * a line end that had been there is not there any more.
     */
    static boolean hasLostItsEnd(byte[] line) {
        int end = line.length;
        while (end > 0 && line[end - 1] == 0) {
            end--;
        }
        CRC32C sum = new CRC32C();
        for (int i = DIGITS; i + 1 < end; i++) {
            sum.update(line[i]);
            if (line[i] == '}' && isSummedUpBy(line, sum)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isSummedUpBy(byte[] line, CRC32C sum) {
        return Arrays.equals(line, 0, DIGITS, digits(sum), 0, DIGITS);
    }

    private static byte[] digits(CRC32C sum) {
        return HexFormat.of().toHexDigits(sum.getValue(), DIGITS).getBytes(StandardCharsets.US_ASCII);
    }
}
