package startup.seal;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Encrypted with age.
 *
 * @param recipientTypes the type of each stanza in order: {@code X25519}, {@code ssh-ed25519}, {@code scrypt}, …
 * @param workFactor the binary logarithm of scrypt's work if it is sealed with a passphrase
 * @param armored whether it is text between BEGIN and END lines
 */
public record AgeSeal(List<String> recipientTypes, OptionalInt workFactor, boolean armored) implements Seal {
    private static final int SHOWN_TYPES = 4;
    private static final int SHOWN_LETTERS = 24;

    public AgeSeal {
        recipientTypes = List.copyOf(recipientTypes);
    }

    @Override
    public String name() {
        return "age";
    }

    @Override
    public boolean isProof() {
        return workFactor.isPresent();
    }

    @Override
    public String describe() {
        String how = workFactor.isPresent()
                ? "passphrase (work 2^" + workFactor.getAsInt() + ")"
                : recipientTypes.size() + (recipientTypes.size() == 1 ? " recipient (" : " recipients (") + types()
                        + ")";
        return "age, " + how + (armored ? ", armored" : "");
    }

    /** Each once and cut to a length, for whoever made the file chose the words. */
    private String types() {
        Set<String> shown = new LinkedHashSet<>();
        for (String type : recipientTypes) {
            if (shown.size() == SHOWN_TYPES) {
                shown.add("…");
                break;
            }
            shown.add(type.length() > SHOWN_LETTERS ? type.substring(0, SHOWN_LETTERS) + "…" : type);
        }
        return String.join(", ", shown);
    }
}
