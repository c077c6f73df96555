package startup.bundle;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import startup.base.AgentException;

/**
 * The extended headers of pax: what holds for the next entry, and before that what holds for all that follow. Values are
 * bytes, kept one a character, since names in them need not be the UTF-8 that the standard asks for.
 *
 * <p>Format: {@code "LENGTH KEY=VALUE\n"}, LENGTH in decimal and of the whole record; an empty value takes the key back.
 * Source: POSIX.1-2017, pax, "pax Extended Header"; the {@code GNU.sparse} keys: manual of GNU tar, "Storing Sparse
 * Files".
 */
final class PaxRecords {
    static final String SPARSE_MAP = "GNU.sparse.map";

    private static final String SPARSE_OFFSET = "GNU.sparse.offset";
    private static final String SPARSE_NUMBYTES = "GNU.sparse.numbytes";
    private static final int MAX_DIGITS = 18;

    private final Map<String, String> global = new HashMap<>();
    private final Map<String, String> local = new HashMap<>();

    void addGlobal(byte[] body) throws AgentException {
        parse(body, global);
    }

    void addLocal(byte[] body) throws AgentException {
        parse(body, local);
    }

    /** The next entry begins. */
    void forgetLocal() {
        local.clear();
    }

    boolean isEmpty() {
        return local.isEmpty() && global.isEmpty();
    }

    /** A value that is not empty, or null. */
    @Nullable
    String value(String key) {
        String value = local.containsKey(key) ? local.get(key) : global.get(key);
        return value == null || value.isEmpty() ? null : value;
    }

    String value(String key, String otherwise) {
        String value = value(key);
        return value == null ? otherwise : value;
    }

    /** A whole number that is not negative. */
    long number(String key, long otherwise) throws AgentException {
        String value = value(key);
        return value == null ? otherwise : parseNumber(key, value);
    }

    static long parseNumber(String key, String text) throws AgentException {
        boolean digits = !text.isEmpty() && text.length() <= MAX_DIGITS;
        long number = 0;
        for (int i = 0; digits && i < text.length(); i++) {
            char c = text.charAt(i);
            digits = c >= '0' && c <= '9';
            number = number * 10 + c - '0';
        }
        if (!digits) {
            throw Damage.because("the pax header '" + key + "' is no number");
        }
        return number;
    }

    private static void parse(byte[] body, Map<String, String> records) throws AgentException {
        String text = new String(body, StandardCharsets.ISO_8859_1);
        StringBuilder sparse = new StringBuilder();
        int from = 0;
        while (from < text.length() && text.charAt(from) != 0) {
            int space = text.indexOf(' ', from);
            int equals = text.indexOf('=', from);
            long length = space < 0 ? 0 : parseNumber("length", text.substring(from, space));
            int end = (int) Math.min(from + length, Integer.MAX_VALUE);
            if (space < 0 || equals < space || end > text.length() || equals >= end || text.charAt(end - 1) != '\n') {
                throw Damage.because("the tar has a pax header that makes no sense");
            }
            keep(text.substring(space + 1, equals), text.substring(equals + 1, end - 1), records, sparse);
            from = end;
        }
        if (sparse.length() > 0) {
            records.put(SPARSE_MAP, sparse.toString());
        }
    }

    /** Only what is read: any number of other keys may come. In the oldest of the sparse formats a map is many records of the same two keys. */
    private static void keep(String key, String value, Map<String, String> records, StringBuilder sparse) {
        if (key.equals(SPARSE_OFFSET) || key.equals(SPARSE_NUMBYTES)) {
            sparse.append(sparse.length() == 0 ? "" : ",").append(value);
        } else if (isOfUse(key)) {
            records.put(key, value);
        }
    }

    private static boolean isOfUse(String key) {
        return switch (key) {
            case "path", "linkpath", "size", "uid", "gid", "uname", "gname", "mtime" -> true;
            case "GNU.sparse.major", "GNU.sparse.name", "GNU.sparse.realsize", "GNU.sparse.size", SPARSE_MAP -> true;
            default -> false;
        };
    }
}
