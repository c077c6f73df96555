package startup.log;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import startup.base.Event;

/**
 * Redacts events one after the other, and remembers of each module what one event cannot tell.
 *
 * <p>A line that is too long for one event comes in parts, and a secret may lie over the cut. So the end of a part that
 * could be the beginning of a secret, seldom more than a few characters, is held back and put before the next part. If
 * there is none, because the module tells something else, the rest follows as a part of its own. A private key's block
 * is remembered from line to line. Not safe for several threads.
 */
final class OutputRedaction {
    /** Of an undecided end; a longer one is a token without end, and hidden. */
    private static final int MOST_HELD = 64 * 1024;
    /** Enough of a longer one to recognise that it goes on. */
    private static final int SIGN_OF_MORE = 1024;
    /** An RSA key of 16384 bits has 200 lines. */
    private static final int MOST_KEY_LINES = 1000;

    private final Redactor redactor;
    private final Consumer<Event> next;
    private final Map<String, Held> held = new HashMap<>();
    private final Map<String, Integer> keyLines = new HashMap<>();

    OutputRedaction(Redactor redactor, Consumer<Event> next) {
        this.redactor = redactor;
        this.next = next;
    }

    /** Hands on the event as it may be shown, and before it what was held back if it does not continue that. */
    void redact(Event event) {
        redact(event, next);
    }

    /** Likewise, but hands nothing on: it was told before, and only what it means for the next one counts. */
    void recall(Event event) {
        redact(event, told -> {});
    }

    private void redact(Event event, Consumer<Event> listener) {
        String module = event.module();
        if (module == null) {
            listener.accept(withMessage(event, redactor.redact(event.message())));
            return;
        }
        Held before = held.isEmpty() ? null : held.remove(module);
        if (before != null && !before.isContinuedBy(event)) {
            listener.accept(before.rest(redactor));
            before = null;
        }
        if (event.part() > 0 && isOutput(event)) {
            listener.accept(part(module, event, before));
        } else {
            listener.accept(withMessage(event, whole(module, event)));
        }
    }

    /** What is still held back, for nothing more is to come. */
    void release() {
        for (Held each : held.values()) {
            next.accept(each.rest(redactor));
        }
        held.clear();
    }

    private Event part(String module, Event event, @Nullable Held before) {
        String text = before == null ? event.message() : before.text + event.message();
        Redaction redaction = redactor.examine(text, before == null ? 0 : before.hidden);
        int open = redaction.open();
        if (text.length() - open > MOST_HELD) {
            String sign = text.substring(open, open + SIGN_OF_MORE);
            held.put(module, new Held(event, sign, sign.length()));
            open = text.length();
        } else if (open < text.length()) {
            held.put(module, new Held(event, text.substring(open), redaction.hiddenFrom(open)));
        }
        return withMessage(event, redaction.shownTo(open));
    }

    private String whole(String module, Event event) {
        String text = event.message();
        Integer lines = keyLines.isEmpty() || !isOutput(event) ? null : keyLines.remove(module);
        int hidden = 0;
        if (lines != null) {
            int end = PrivateKeyBlock.endOf(text, 0);
            if (end < 0 && lines < MOST_KEY_LINES && PrivateKeyBlock.canContain(text)) {
                keyLines.put(module, lines + 1);
                return text.isEmpty() ? text : Redaction.MARK;
            }
            hidden = Math.max(0, end);
        }
        Redaction redaction = redactor.examine(text, hidden);
        if (redaction.hasBegunKey() && isOutput(event)) {
            keyLines.put(module, 0);
        }
        return redaction.hidesNothing() ? text : redaction.shownTo(text.length());
    }

    private static boolean isOutput(Event event) {
        return event.action().equals(Event.MODULE_OUTPUT);
    }

    private static Event withMessage(Event event, String message) {
        return message.equals(event.message()) ? event : event.saying(message);
    }

    /** The end of a part that was not shown yet; its first {@code hidden} characters must not be. */
    private record Held(Event part, String text, int hidden) {
        boolean isContinuedBy(Event event) {
            return isOutput(event) && event.attempt() == part.attempt() && event.part() == part.part() + 1;
        }

        Event rest(Redactor redactor) {
            String shown = redactor.examine(text, hidden).shownTo(text.length());
            return new Event(
                    part.level(), part.action(), shown, part.module(), part.attempt(), part.part() + 1, part.offset());
        }
    }
}
