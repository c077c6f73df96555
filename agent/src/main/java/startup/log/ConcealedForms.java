package startup.log;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/**
 * The forms in which a secret may turn up: itself, each of its lines (a log has no longer pieces), and their base64 at
 * each of the three places where a value can begin in a group. Escapes of URLs are undone before the search.
 *
 * <p>Only the characters of base64 that depend on nothing but the secret are searched for. Source: RFC 4648, sections 4
 * and 5.
 */
final class ConcealedForms {
    /** DESIGN, promise 8: what is shorter would hide half of a log. */
    static final int LEAST_BYTES = 6;
    /** No key or password is longer; bounds the memory of a search. What follows is not recognised. */
    static final int MOST_BYTES = 16 * 1024;

    private static final List<Base64.Encoder> ENCODERS = List.of(Base64.getEncoder(), Base64.getUrlEncoder());

    private final List<Needle> needles = new ArrayList<>();

    private ConcealedForms() {}

    /** Wipes {@code secret}. The needles hold what is concealed; they are never shown. */
    static List<Needle> of(byte[] secret) {
        ConcealedForms forms = new ConcealedForms();
        byte[] value = Arrays.copyOf(secret, Math.min(secret.length, MOST_BYTES));
        Arrays.fill(secret, (byte) 0);
        forms.addValueAndLines(value);
        Arrays.fill(value, (byte) 0);
        return forms.needles;
    }

    private void addValueAndLines(byte[] value) {
        add(value, 0, value.length);
        int start = 0;
        for (int i = 0; i <= value.length; i++) {
            if (i == value.length || value[i] == '\n' || value[i] == '\r') {
                if (i - start < value.length) {
                    add(value, start, i);
                }
                start = i + 1;
            }
        }
    }

    private void add(byte[] value, int from, int to) {
        if (to - from < LEAST_BYTES) {
            return;
        }
        byte[] piece = Arrays.copyOfRange(value, from, to);
        addText(new String(piece, StandardCharsets.UTF_8));
        addText(new String(piece, StandardCharsets.ISO_8859_1));
        for (int before = 0; before < 3; before++) {
            addBase64(piece, before);
        }
        Arrays.fill(piece, (byte) 0);
    }

    private void addText(String text) {
        needles.add(Needle.literal(text));
        if (text.indexOf(' ') >= 0) {
            needles.add(Needle.literal(text.replace(' ', '+')));
        }
    }

    private void addBase64(byte[] piece, int before) {
        byte[] placed = new byte[before + piece.length];
        System.arraycopy(piece, 0, placed, before, piece.length);
        int first = (8 * before + 5) / 6;
        int end = 8 * placed.length / 6;
        int sharedBefore = before == 0 ? 0 : 1;
        int sharedAfter = 8 * placed.length % 6 == 0 ? 0 : 1;
        for (Base64.Encoder encoder : ENCODERS) {
            String sure = encoder.encodeToString(placed).substring(first, end);
            needles.add(new Needle(sure, sharedBefore, sharedAfter, null));
        }
        Arrays.fill(placed, (byte) 0);
    }
}
