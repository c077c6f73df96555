package startup.bundle;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import startup.base.AgentException;

/**
 * Where one entry goes: a relative path that stays under the bundle's folder. Made only by {@link #parse}, so a value is
 * proof of the check. A safe name can still have a link for a parent, which {@link OpenFolders} sees to.
 *
 * <p>Names are bytes. They are kept one byte a character (ISO 8859-1), so that none is lost, whatever encoding they were
 * meant in and the machine boots with.
 *
 * <p>Units: bytes. Errors: {@link #parse} refuses (exit status 14) and names the entry; it never repairs a name, but
 * {@code ./}, doubled and final slashes mean nothing and go. Source: POSIX.1-2017, pax, "ustar Interchange Format";
 * limits from Linux (limits.h: PATH_MAX less the ending NUL, NAME_MAX).
 */
final class EntryPath {
    static final int MAX_NAME_BYTES = 4095;
    static final int MAX_SEGMENT_BYTES = 255;

    private static final int MAX_SHOWN = 200;

    private final String raw;

    private EntryPath(String raw) {
        this.raw = raw;
    }

    /** A name as it is stored, one byte a character. */
    static EntryPath parse(String raw) throws AgentException {
        if (raw.isEmpty()) {
            throw Refusal.ofEntry("", "has an empty name");
        }
        if (raw.charAt(0) == '/') {
            throw Refusal.ofEntry(shown(raw), "has an absolute name");
        }
        if (raw.indexOf('\0') >= 0) {
            throw Refusal.ofEntry(shown(raw), "has a NUL in its name");
        }
        if (raw.length() > MAX_NAME_BYTES) {
            throw Refusal.ofEntry(shown(raw), "has a name of over " + MAX_NAME_BYTES + " bytes");
        }
        return new EntryPath(plain(raw));
    }

    private static String plain(String raw) throws AgentException {
        StringBuilder plain = new StringBuilder(raw.length());
        int depth = 0;
        int from = 0;
        while (from < raw.length()) {
            int slash = raw.indexOf('/', from);
            int to = slash < 0 ? raw.length() : slash;
            if (!isEmptyOrDot(raw, from, to)) {
                check(raw, from, to, ++depth);
                plain.append(depth == 1 ? "" : "/").append(raw, from, to);
            }
            from = to + 1;
        }
        return plain.toString();
    }

    private static boolean isEmptyOrDot(String raw, int from, int to) {
        return to == from || (to == from + 1 && raw.charAt(from) == '.');
    }

    private static void check(String raw, int from, int to, int depth) throws AgentException {
        if (to == from + 2 && raw.startsWith("..", from)) {
            throw Refusal.ofEntry(shown(raw), "has '..' in its name");
        }
        if (to - from > MAX_SEGMENT_BYTES) {
            throw Refusal.ofEntry(shown(raw), "has a part of over " + MAX_SEGMENT_BYTES + " bytes in its name");
        }
        if (depth > Limits.MAX_DEPTH) {
            throw Refusal.ofEntry(shown(raw), "lies deeper than " + Limits.MAX_DEPTH + " folders");
        }
    }

    /** Whether it is the bundle's folder itself, as {@code ./} is. */
    boolean isTop() {
        return raw.isEmpty();
    }

    /** The whole path, parts separated by single slashes; empty for the top. */
    String raw() {
        return raw;
    }

    /** The last part. */
    String name() {
        return raw.substring(raw.lastIndexOf('/') + 1);
    }

    /** Whether {@code folder}, as from {@link #raw}, holds it directly. */
    boolean isDirectlyIn(String folder) {
        int slash = raw.lastIndexOf('/');
        return folder.isEmpty() ? slash < 0 : slash == folder.length() && raw.startsWith(folder);
    }

    /** Whether {@code folder}, as from {@link #raw}, holds it, directly or not. */
    boolean isBelow(String folder) {
        int end = folder.length();
        return folder.isEmpty() || (raw.length() > end && raw.charAt(end) == '/' && raw.startsWith(folder));
    }

    /** The part that follows {@code folder}, which it is below of. */
    String partAfter(String folder) {
        int from = folder.isEmpty() ? 0 : folder.length() + 1;
        int slash = raw.indexOf('/', from);
        return raw.substring(from, slash < 0 ? raw.length() : slash);
    }

    /** For people, on one line. */
    String shown() {
        return raw.isEmpty() ? "." : shown(raw);
    }

    /** Stored bytes for people: UTF-8 where it is that, without control characters, and not too long. */
    static String shown(String raw) {
        StringBuilder shown = new StringBuilder();
        String text = decoded(raw.length() > MAX_SHOWN ? raw.substring(0, MAX_SHOWN) : raw);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            shown.append(Character.isISOControl(c) ? '?' : c);
        }
        return raw.length() > MAX_SHOWN ? shown.append("…").toString() : shown.toString();
    }

    private static String decoded(String raw) {
        try {
            ByteBuffer bytes = ByteBuffer.wrap(raw.getBytes(StandardCharsets.ISO_8859_1));
            return StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
        } catch (CharacterCodingException e) {
            return raw;
        }
    }

    @Override
    public String toString() {
        return shown();
    }
}
