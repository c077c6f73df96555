package startup.log;

import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/** One text, which of its characters must not be shown, and from where on it is undecided if the text goes on. */
final class Redaction {
    static final String MARK = "[redacted]";

    private final String text;
    private @Nullable BitSet hidden;
    private int open;
    private boolean keyBegun;

    Redaction(String text) {
        this.text = text;
        this.open = text.length();
    }

    String text() {
        return text;
    }

    void hide(int from, int to) {
        if (hidden == null) {
            hidden = new BitSet(text.length());
        }
        hidden.set(Math.max(0, from), Math.min(to, text.length()));
    }

    boolean hidesNothing() {
        return hidden == null;
    }

    boolean hides(int at) {
        return hidden != null && hidden.get(at);
    }

    /** How many characters from {@code from} on are hidden without a break. */
    int hiddenFrom(int from) {
        return hides(from) ? nextShown(from) - from : 0;
    }

    /** What stands from {@code from} on may be the beginning of a secret that goes on after this text. */
    void leaveOpen(int from) {
        open = Math.min(open, from);
    }

    /** The first undecided character; the text's length if there is none. */
    int open() {
        return open;
    }

    /** The block of a private key has begun and has not ended. */
    void beginKey() {
        keyBegun = true;
    }

    boolean hasBegunKey() {
        return keyBegun;
    }

    /** Hides here what {@code decoded} hides of the decoded text, and leaves open what it leaves open. */
    void takeOver(Redaction decoded, PercentDecoded positions) {
        BitSet found = decoded.hidden;
        for (int from = next(found, 0); from >= 0; from = next(found, from)) {
            int to = decoded.nextShown(from);
            hide(positions.originOf(from), positions.originOf(to));
            from = to;
        }
        leaveOpen(positions.originOf(decoded.open));
        keyBegun |= decoded.keyBegun;
    }

    private static int next(@Nullable BitSet set, int from) {
        return set == null ? -1 : set.nextSetBit(from);
    }

    private int nextShown(int from) {
        return hidden == null ? from : Math.min(hidden.nextClearBit(from), text.length());
    }

    /** The first {@code end} characters as they may be shown. */
    String shownTo(int end) {
        if (hidden == null) {
            return text.substring(0, end);
        }
        StringBuilder shown = new StringBuilder(end);
        int at = 0;
        for (int from = next(hidden, 0); from >= 0 && from < end; from = next(hidden, at)) {
            shown.append(text, at, from).append(MARK);
            at = Math.min(nextShown(from), end);
        }
        return shown.append(text, at, end).toString();
    }
}
