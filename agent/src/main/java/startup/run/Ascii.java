package startup.run;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.UUID;

/**
 * Text in ASCII only. A JVM that was started with {@code LC_ALL=POSIX}, as at boot, can hand no other to a process or a
 * file's name: it writes {@code ?} in place of it.
 */
final class Ascii {
    /** Source: Linux NAME_MAX (limits.h). */
    private static final int MAX_NAME_BYTES = 255;

    private static final int SHORTENED = 200;

    private Ascii() {}

    static boolean is(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) >= 0x80) {
                return false;
            }
        }
        return true;
    }

    /**
     * A name for a file of this agent's own: each byte of UTF-8 that is no letter, digit, dot, hyphen or underscore is
     * {@code %XX}. What gets too long ends in a digest instead.
     */
    static String fileName(String text) {
        return fileName(text, 0);
    }

    /** Likewise, with that many bytes left for what is put before and after it. */
    static String fileName(String text, int left) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        StringBuilder name = new StringBuilder();
        for (byte octet : bytes) {
            boolean plain =
                    octet == '.' || octet == '-' || octet == '_' || (octet > 0 && Character.isLetterOrDigit(octet));
            name.append(plain ? String.valueOf((char) octet) : String.format(Locale.ROOT, "%%%02X", octet));
        }
        return name.length() <= MAX_NAME_BYTES - left
                ? name.toString()
                : name.substring(0, SHORTENED) + "%" + UUID.nameUUIDFromBytes(bytes);
    }

    /** What bash's {@code printf %b} turns into the UTF-8 of {@code text}. Source: manual of bash, "printf". */
    static String escaped(String text) {
        StringBuilder escaped = new StringBuilder();
        for (byte octet : text.getBytes(StandardCharsets.UTF_8)) {
            append(escaped, octet & 0xff);
        }
        return escaped.toString();
    }

    /** Likewise for the bytes of an absolute path, which only its URI gives out, as {@code %XX}. */
    static String escaped(Path path) {
        String uri = withoutSlash(path.toUri().getRawPath());
        StringBuilder escaped = new StringBuilder();
        for (int i = 0; i < uri.length(); i++) {
            if (uri.charAt(i) == '%') {
                append(escaped, Integer.parseInt(uri, i + 1, i + 3, 16));
                i += 2;
            } else {
                append(escaped, uri.charAt(i));
            }
        }
        return escaped.toString();
    }

    private static void append(StringBuilder escaped, int octet) {
        if (octet < 0x80 && octet != '\\') {
            escaped.append((char) octet);
        } else {
            escaped.append(String.format(Locale.ROOT, "\\0%03o", octet));
        }
    }

    /** An absolute path as text, its bytes taken for UTF-8 whatever the JVM's encoding. */
    static String decoded(Path path) {
        String text = path.toString();
        return is(text) ? text : withoutSlash(path.toUri().getPath());
    }

    /** The URI of a folder ends in a slash. */
    private static String withoutSlash(String path) {
        return path.length() > 1 && path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    }
}
