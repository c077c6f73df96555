package startup.log;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import startup.base.Secret;

/**
 * Takes secrets out of text: values that were {@linkplain #conceal told}, as they are, as base64 and URL-encoded, and
 * tokens that show by their shape. One pass per text, whatever the number of secrets. Safe for many threads.
 *
 * <p>Values of fewer than six bytes are not concealed, and of a longer one than 16 KiB only its beginning. Not
 * recognised are other encodings (hexadecimal, quoted in JSON) and what a program breaks over several lines, but for
 * PEM's private keys.
 */
public final class Redactor {
    private final List<Needle> needles = new ArrayList<>(WellKnownTokens.needles());
    private volatile @Nullable Automaton automaton;

    /** From now on this value is taken out. The secret may be closed afterwards. */
    public synchronized void conceal(Secret secret) {
        if (needles.addAll(ConcealedForms.of(secret.copy()))) {
            automaton = null;
        }
    }

    /** The same text, each stretch of secrets in it replaced by {@code [redacted]}; itself if there is none. */
    public String redact(String text) {
        Redaction redaction = examine(text, 0);
        return redaction.hidesNothing() ? text : redaction.shownTo(text.length());
    }

    /** What in {@code text} must not be shown, its first {@code hidden} characters certainly. */
    Redaction examine(String text, int hidden) {
        Automaton search = search();
        Redaction redaction = new Redaction(text);
        search.search(redaction);
        PercentDecoded decoded = PercentDecoded.of(text);
        if (decoded != null) {
            Redaction behind = new Redaction(decoded.text());
            search.search(behind);
            redaction.takeOver(behind, decoded);
        }
        if (hidden > 0) {
            redaction.hide(0, hidden);
        }
        return redaction;
    }

    private Automaton search() {
        Automaton built = automaton;
        return built != null ? built : build();
    }

    private synchronized Automaton build() {
        Automaton built = automaton;
        if (built == null) {
            built = new Automaton(needles);
            automaton = built;
        }
        return built;
    }
}
