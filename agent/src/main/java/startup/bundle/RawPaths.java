package startup.bundle;

import java.net.URI;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Paths of given bytes. {@code Path.of(String)} encodes its text in the encoding that the JVM was started with, and
 * under {@code LC_ALL=POSIX} (as at boot) can express no byte over 127. The path of a {@code file:} URI is taken as bytes
 * whatever the encoding, and a {@code Path} keeps them.
 *
 * <p>Bytes are given and returned one a character (ISO 8859-1). Source: RFC 8089, "The file URI Scheme"; verified on
 * OpenJDK 17 and 25.
 */
final class RawPaths {
    private RawPaths() {}

    /** The entry {@code name}, one part of a path, in {@code folder}. */
    static Path in(Path folder, String name) {
        return isAscii(name)
                ? folder.resolve(name)
                : folder.resolve(absolute("/" + name).getFileName());
    }

    /** The entry at {@code raw}, as {@link EntryPath#raw}, below {@code top}. */
    static Path below(Path top, String raw) {
        return isAscii(raw) ? top.resolve(raw) : top.resolve(target(raw));
    }

    /** Where a symbolic link leads: absolute or not, never resolved. A {@code Path} has no doubled or final slashes. */
    static Path target(String raw) {
        if (isAscii(raw)) {
            return Path.of(raw);
        }
        if (raw.startsWith("/")) {
            return absolute(raw);
        }
        Path rooted = absolute("/" + raw);
        return rooted.subpath(0, rooted.getNameCount());
    }

    /** The bytes of a path that came from a directory or a link. */
    static String bytesOf(Path path) {
        String text = path.toString();
        if (isAscii(text)) {
            return text;
        }
        // Only an absolute path keeps its bytes in a URI, and one of a folder gets a slash at the end.
        String absolute = decoded(Path.of("/").resolve(path).toUri().getRawPath());
        String raw = path.isAbsolute() ? absolute : absolute.substring(1);
        return raw.endsWith("/") && !text.endsWith("/") ? raw.substring(0, raw.length() - 1) : raw;
    }

    static boolean isAscii(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) >= 0x80) {
                return false;
            }
        }
        return true;
    }

    private static Path absolute(String raw) {
        StringBuilder escaped = new StringBuilder("file://");
        for (int i = 0; i < raw.length(); i++) {
            char c = raw.charAt(i);
            if (c == '/' || (c < 0x80 && Character.isLetterOrDigit(c))) {
                escaped.append(c);
            } else {
                escaped.append(String.format(Locale.ROOT, "%%%02X", (int) c));
            }
        }
        return Path.of(URI.create(escaped.toString()));
    }

    private static String decoded(String escaped) {
        StringBuilder raw = new StringBuilder();
        for (int i = 0; i < escaped.length(); i++) {
            char c = escaped.charAt(i);
            if (c == '%') {
                raw.append((char) Integer.parseInt(escaped.substring(i + 1, i + 3), 16));
                i += 2;
            } else {
                raw.append(c);
            }
        }
        return raw.toString();
    }
}
