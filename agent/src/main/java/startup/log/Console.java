package startup.log;

import java.io.PrintStream;
import java.util.List;
import startup.base.Event;

/**
 * Events for people, one line each: what a module prints behind its name and a bar, everything else as it was told,
 * warnings and errors marked. A {@code +} after the bar says that the line goes on from the one before. When a module
 * fails, its last lines are shown again if those of others came between.
 *
 * <p>Each line is one call of the stream and is flushed. The stream should write UTF-8 whatever the locale is: a machine
 * boots without one.
 */
public final class Console implements EventSink {
    private static final String ERASE_LINE = "\r\u001b[K";

    private final PrintStream out;
    private final Colours colours;
    private final boolean debug;
    private final LastLines lastLines = new LastLines();
    private final StringBuilder line = new StringBuilder(256);
    private String passing = "";

    /**
     * Shows what is told.
     *
     * @param colour only for a terminal whose user did not set {@code NO_COLOR}
     * @param debug whether to show what is only of interest to who looks for a fault
     */
    public Console(PrintStream out, boolean colour, boolean debug) {
        this.out = out;
        this.colours = new Colours(colour);
        this.debug = debug;
    }

    @Override
    public synchronized void accept(LoggedEvent logged) {
        Event event = logged.event();
        if (event.level() == Event.Level.DEBUG && !debug) {
            return;
        }
        line.setLength(0);
        if (!passing.isEmpty()) {
            line.append(ERASE_LINE);
        }
        String module = event.module();
        if (module != null) {
            ofModule(module, event);
        } else {
            told(event);
        }
        line.append(passing);
        show();
    }

    private void ofModule(String module, Event event) {
        switch (event.action()) {
            case Event.MODULE_OUTPUT -> {
                lastLines.add(module, event);
                output(module, event);
                return;
            }
            case "module.started", "module.attempted", "module.resumed" -> lastLines.begin(module);
            case "module.failed" -> again(module, lastLines.takeIfScattered(module));
            case "module.finished", "module.interrupted" -> lastLines.takeIfScattered(module);
            default -> {
                // nothing that its lines have to do with
            }
        }
        told(event);
    }

    /** Only here: the log has them already. */
    private void again(String module, List<Event> lines) {
        if (!lines.isEmpty()) {
            line.append("The last lines of module ");
            VisibleText.append(line, module);
            line.append(" again:\n");
            lines.forEach(each -> output(module, each));
        }
    }

    private void told(Event event) {
        colours.mark(line, event.level());
        VisibleText.append(line, event.message());
        line.append('\n');
    }

    private void output(String module, Event event) {
        colours.name(line, module);
        line.append(event.part() > 1 ? " |+" : " | ");
        VisibleText.append(line, event.message());
        line.append('\n');
    }

    /** Shows a line that the next one replaces and that stays below all others; an empty one ends it. */
    synchronized void showPassing(String text) {
        if (!text.equals(passing)) {
            line.setLength(0);
            line.append(ERASE_LINE).append(text);
            passing = text;
            show();
        }
    }

    private void show() {
        out.print(line);
        out.flush();
    }

    @Override
    public synchronized boolean flush() {
        out.flush();
        return true;
    }

    /** The stream stays open: it is its giver's. */
    @Override
    public void close() {
        showPassing("");
    }
}
