package startup.plan;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * The bytes of a path, whatever the locale that the JVM was started in: under {@code LC_ALL=POSIX}, as at boot, its text
 * shows U+FFFD in place of each byte over 127. A path keeps the bytes that it was listed with, and gives them out only as
 * the escapes of its URI (RFC 8089).
 */
final class RawName {
    private RawName() {}

    /** Of the last name. */
    static byte[] of(Path path) {
        String name = String.valueOf(path.getFileName());
        if (isAscii(name)) {
            return name.getBytes(StandardCharsets.US_ASCII);
        }
        byte[] whole = unescaped(path, name);
        int slash = whole.length;
        while (slash > 0 && whole[slash - 1] != '/') {
            slash--;
        }
        return Arrays.copyOfRange(whole, slash, whole.length);
    }

    /** Of what a symbolic link says, relative or not; a {@code Path} has no doubled or final slashes. */
    static byte[] ofTarget(Path target) {
        String text = target.toString();
        if (isAscii(text)) {
            return text.getBytes(StandardCharsets.US_ASCII);
        }
        byte[] absolute = unescaped(Path.of("/").resolve(target), text);
        return target.isAbsolute() ? absolute : Arrays.copyOfRange(absolute, 1, absolute.length);
    }

    private static boolean isAscii(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) >= 0x80) {
                return false;
            }
        }
        return true;
    }

    /** The URI of a folder ends in a slash, which the path has not. */
    private static byte[] unescaped(Path path, String text) {
        String escaped = path.toUri().getRawPath();
        int end = escaped.endsWith("/") && !text.endsWith("/") ? escaped.length() - 1 : escaped.length();
        byte[] bytes = new byte[end];
        int count = 0;
        for (int i = 0; i < end; i++) {
            char at = escaped.charAt(i);
            if (at == '%') {
                bytes[count++] = (byte) Integer.parseInt(escaped, i + 1, i + 3, 16);
                i += 2;
            } else {
                bytes[count++] = (byte) at;
            }
        }
        return Arrays.copyOf(bytes, count);
    }
}
