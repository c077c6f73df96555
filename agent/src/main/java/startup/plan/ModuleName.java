package startup.plan;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/**
 * The name of a module's folder. It is ordered by the bytes of {@code NAME/}, as the glob {@code *}{@code /start-up.sh}
 * orders in the C locale, so {@code java-tools} comes before {@code java}.
 *
 * <p>The bytes are those on disk, whatever the locale that the JVM was started in: an agent that boots with
 * {@code LC_ALL=POSIX} sees U+FFFD in place of each byte of {@code café}. The text is those bytes as UTF-8; a byte that
 * is none is written {@code \xE9}.
 */
final class ModuleName implements Comparable<ModuleName> {
    private final String text;
    private final byte[] bytes;

    private ModuleName(String text, byte[] bytes) {
        this.text = text;
        this.bytes = bytes;
    }

    /** A name that is in a plan. */
    static ModuleName of(String text) {
        return new ModuleName(text, (text + "/").getBytes(StandardCharsets.UTF_8));
    }

    /** The name of a folder as it was listed. */
    static ModuleName of(Path folder) {
        String name = String.valueOf(folder.getFileName());
        for (int i = 0; i < name.length(); i++) {
            if (name.charAt(i) >= 0x80) {
                byte[] bytes = RawName.of(folder);
                return new ModuleName(decode(bytes), slashed(bytes));
            }
        }
        return of(name);
    }

    private static byte[] slashed(byte[] bytes) {
        byte[] slashed = Arrays.copyOf(bytes, bytes.length + 1);
        slashed[bytes.length] = '/';
        return slashed;
    }

    private static String decode(byte[] bytes) {
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CharBuffer out = CharBuffer.allocate(4 * bytes.length);
        CoderResult result = decoder.decode(in, out, true);
        while (result.isError()) {
            for (int i = 0; i < result.length(); i++) {
                int octet = in.get() & 0xff;
                out.put("\\x").put(Character.toUpperCase(Character.forDigit(octet >> 4, 16)));
                out.put(Character.toUpperCase(Character.forDigit(octet & 15, 16)));
            }
            result = decoder.decode(in, out, true);
        }
        return out.flip().toString();
    }

    /** Why no module may have this name, as a clause about the module; empty if it may. */
    Optional<String> fault() {
        if (text.startsWith("-")) {
            return Optional.of("begins with '-'");
        }
        int first = text.codePointAt(0);
        if (Character.isWhitespace(first) || Character.isSpaceChar(first)) {
            return Optional.of("begins with white space");
        }
        for (int i = 0; i < text.length(); i++) {
            if (Character.isISOControl(text.charAt(i))) {
                return Optional.of("has a control character");
            }
        }
        return Optional.empty();
    }

    @Override
    public int compareTo(ModuleName other) {
        return Arrays.compareUnsigned(bytes, other.bytes);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ModuleName name && Arrays.equals(bytes, name.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return text;
    }
}
