package startup.log;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import startup.base.Event;

/**
 * The last lines that each module under way has printed in its latest attempt, and whether those of another came between
 * or after them: then a reader does not see them beside what became of the module. Lines that are shown: redacted.
 *
 * <p>At most {@value #MOST} lines a module, each shortened to {@value #MOST_CHARS} characters. Not safe for several
 * threads.
 */
final class LastLines {
    /** Enough to see why a script failed. */
    static final int MOST = 20;

    static final int MOST_CHARS = 1000;

    private final Map<String, Deque<Numbered>> modules = new HashMap<>();
    private long count;

    private record Numbered(long number, Event line) {}

    /** From now on its lines are kept, until they are taken. */
    void begin(String module) {
        modules.putIfAbsent(module, new ArrayDeque<>());
    }

    /** A line, or piece of a line, of whatever module: a daemon's may come after its module's end. */
    void add(String module, Event line) {
        count++;
        Deque<Numbered> lines = modules.get(module);
        if (lines == null) {
            return;
        }
        if (!lines.isEmpty() && lines.getLast().line().attempt() != line.attempt()) {
            lines.clear();
        }
        if (lines.size() == MOST) {
            lines.removeFirst();
        }
        String text = line.message();
        lines.addLast(
                new Numbered(count, text.length() > MOST_CHARS ? line.saying(text.substring(0, MOST_CHARS)) : line));
    }

    /** Those of a module that has ended, if another's are among them; else none, for they are the last that were shown. */
    List<Event> takeIfScattered(String module) {
        Deque<Numbered> lines = modules.remove(module);
        if (lines == null || lines.isEmpty() || count - lines.getFirst().number() + 1 == lines.size()) {
            return List.of();
        }
        return lines.stream().map(Numbered::line).toList();
    }
}
