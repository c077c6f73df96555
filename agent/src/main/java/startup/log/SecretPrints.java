package startup.log;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import startup.base.Json;

/**
 * By which an agent knows a secret again that it was never told: it goes on after one that was killed, and must not show
 * what that one had concealed. Not the secrets are kept but salted digests of the forms that were looked for.
 *
 * <p>A text is searched with one rolling hash for each length of a form; where 16 bits of it agree, the digest decides.
 * So a weak password could be guessed by whoever reads the prints: they have mode 0600 and are gone when
 * nothing of the run is left to tell.
 * Source of the search: R. M. Karp and M. O. Rabin, "Efficient randomized pattern-matching algorithms", 1987.
 */
public final class SecretPrints {
    private static final long VERSION = 1;
    static final int SALT_BYTES = 16;
    private static final int DIGEST_BYTES = 16;
    private static final HexFormat HEX = HexFormat.of();

    private final byte[] salt;
    private final long base;
    private final Map<Integer, List<Print>> byLength = new TreeMap<>();

    /** One form: how long it is, what to hide around it, and what it hashes to. */
    private record Print(int length, int before, int after, int filter, String digest) {}

    private SecretPrints(byte[] salt) {
        this.salt = salt.clone();
        long first = 0;
        for (int i = 0; i < Long.BYTES; i++) {
            first = (first << Byte.SIZE) | (salt[i] & 0xff);
        }
        this.base = first | 1;
    }

    /** Of these texts, with a salt of 16 random bytes. */
    static SecretPrints of(List<Needle> needles, byte[] salt) {
        SecretPrints prints = new SecretPrints(Arrays.copyOf(salt, SALT_BYTES));
        for (Needle needle : needles) {
            String text = needle.text();
            prints.add(new Print(
                    text.length(), needle.before(), needle.after(), filter(prints.hash(text)), prints.digest(text)));
        }
        return prints;
    }

    private void add(Print print) {
        byLength.computeIfAbsent(print.length(), length -> new ArrayList<>()).add(print);
    }

    /** Hides in {@code redaction} what has one of the prints; as much as may be the beginning of another stays open. */
    void search(Redaction redaction) {
        String text = redaction.text();
        for (Map.Entry<Integer, List<Print>> entry : byLength.entrySet()) {
            int length = entry.getKey();
            redaction.leaveOpen(Math.max(0, text.length() - length + 1));
            if (length <= text.length()) {
                search(redaction, length, entry.getValue());
            }
        }
    }

    private void search(Redaction redaction, int length, List<Print> prints) {
        String text = redaction.text();
        long leaving = 1;
        for (int i = 0; i < length; i++) {
            leaving *= base;
        }
        long hash = hash(text.substring(0, length));
        for (int end = length; ; end++) {
            check(redaction, end - length, end, filter(hash), prints);
            if (end == text.length()) {
                return;
            }
            hash = hash * base + text.charAt(end) - leaving * text.charAt(end - length);
        }
    }

    private void check(Redaction redaction, int from, int to, int filter, List<Print> prints) {
        for (Print print : prints) {
            if (print.filter() == filter
                    && digest(redaction.text().substring(from, to)).equals(print.digest())) {
                redaction.hide(from - print.before(), to + print.after());
            }
        }
    }

    private long hash(String text) {
        long hash = 0;
        for (int i = 0; i < text.length(); i++) {
            hash = hash * base + text.charAt(i);
        }
        return hash;
    }

    private static int filter(long hash) {
        return (int) (hash >>> 48);
    }

    private String digest(String text) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            sha256.update(salt);
            byte[] digest = sha256.digest(text.getBytes(StandardCharsets.UTF_8));
            return HEX.formatHex(digest, 0, DIGEST_BYTES);
        } catch (NoSuchAlgorithmException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }

    /** One line, without a line end. */
    String toJson() {
        List<Object> list = new ArrayList<>();
        for (List<Print> prints : byLength.values()) {
            for (Print print : prints) {
                Map<String, Object> each = new LinkedHashMap<>();
                each.put("length", print.length());
                each.put("before", print.before());
                each.put("after", print.after());
                each.put("filter", print.filter());
                each.put("digest", print.digest());
                list.add(each);
            }
        }
        return Json.write(Map.of("version", VERSION, "salt", HEX.formatHex(salt), "prints", list));
    }

    /**
     * Reads what {@link #toJson} wrote.
     *
     * @throws IOException if it is not that
     */
    static SecretPrints parse(String json) throws IOException {
        if (!(Json.parse(json) instanceof Map<?, ?> document
                && document.get("salt") instanceof String salt
                && salt.length() == 2 * SALT_BYTES
                && document.get("prints") instanceof List<?> list)) {
            throw new IOException("these are no prints of secrets");
        }
        try {
            SecretPrints prints = new SecretPrints(HEX.parseHex(salt));
            for (Object each : list) {
                prints.add(print(each));
            }
            return prints;
        } catch (IllegalArgumentException damage) {
            throw new IOException("the prints of secrets are damaged: " + damage.getMessage(), damage);
        }
    }

    private static Print print(Object json) {
        if (json instanceof Map<?, ?> print && print.get("digest") instanceof String digest) {
            int length = number(print, "length");
            if (length > 0) {
                return new Print(
                        length, number(print, "before"), number(print, "after"), number(print, "filter"), digest);
            }
        }
        throw new IllegalArgumentException("no print");
    }

    private static int number(Map<?, ?> json, String name) {
        return json.get(name) instanceof Long number ? Math.toIntExact(number) : 0;
    }
}
