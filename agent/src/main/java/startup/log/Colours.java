package startup.log;

import startup.base.Event;

/** How names and levels stand out. Without colour the words alone must do. Source: ECMA-48, section 8.3.117 (SGR). */
final class Colours {
    private static final String PLAIN = "\u001b[0m";
    private static final String RED = "\u001b[31m";
    private static final String YELLOW = "\u001b[33m";
    private static final String GREY = "\u001b[2m";
    /** Neither red nor yellow, which mean something. */
    private static final String[] OF_NAMES = {"\u001b[36m", "\u001b[35m", "\u001b[34m", "\u001b[32m"};

    private final boolean on;

    Colours(boolean on) {
        this.on = on;
    }

    /** A module keeps its colour through a run and from one run to the next. */
    void name(StringBuilder line, String module) {
        line.append(on ? OF_NAMES[Math.floorMod(module.hashCode(), OF_NAMES.length)] : "");
        VisibleText.append(line, module);
        line.append(on ? PLAIN : "");
    }

    void mark(StringBuilder line, Event.Level level) {
        switch (level) {
            case ERROR -> mark(line, RED, "ERROR");
            case WARN -> mark(line, YELLOW, "WARNING");
            case DEBUG -> mark(line, GREY, "debug");
            case INFO -> {}
        }
    }

    private void mark(StringBuilder line, String colour, String word) {
        line.append(on ? colour : "").append(word).append(on ? PLAIN : "").append(' ');
    }
}
