package startup.run;

/**
 * How a script ended.
 *
 * @param status its exit status, 0 to 255, or 128 and the signal's number
 * @param bySignal whether a signal ended it; false for a script that exits 143 by itself
 * @param outOfMemory whether the kernel killed somebody for want of memory meanwhile
 */
record Ending(int status, boolean bySignal, boolean outOfMemory) {
    static final int SIGNALS = 128;
    private static final int KILL = 9;
    private static final int TERM = 15;

    Ending(int status, boolean bySignal) {
        this(status, bySignal, false);
    }

    /** Whether KILL ended it, or one of its commands whose status became its own. */
    boolean isByKill() {
        return status == SIGNALS + KILL;
    }

    /** Whether TERM ended it. */
    boolean isByTerm() {
        return bySignal && status == SIGNALS + TERM;
    }

    Ending probablyOutOfMemory() {
        return new Ending(status, bySignal, true);
    }

    /** A clause for people. */
    String inWords() {
        String ended = bySignal ? "killed by " + SignalName.of(status - SIGNALS) : "exit status " + status + hint();
        return ended + (outOfMemory && bySignal ? ", probably out of memory" : "");
    }

    /** What bash means by the statuses that it gives by itself. */
    private String hint() {
        if (outOfMemory) {
            return " (a command was killed by SIGKILL, probably out of memory)";
        }
        return switch (status) {
            case 126 -> " (a command could not be executed)";
            case 127 -> " (a command or the script was not found)";
            default -> "";
        };
    }
}
