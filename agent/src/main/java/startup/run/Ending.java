package startup.run;

/**
 * How a script ended.
 *
 * @param status its exit status, 0 to 255, or 128 and the signal's number
 * @param bySignal whether a signal ended it; false for a script that exits 143 by itself
 */
record Ending(int status, boolean bySignal) {
    static final int SIGNALS = 128;

    /** A clause for people. */
    String inWords() {
        return bySignal ? "ended by signal " + signal() : "exit status " + status + hint();
    }

    private String signal() {
        return switch (status - SIGNALS) {
            case 1 -> "1 (HUP)";
            case 2 -> "2 (INT)";
            case 3 -> "3 (QUIT)";
            case 4 -> "4 (ILL)";
            case 6 -> "6 (ABRT)";
            case 7 -> "7 (BUS)";
            case 8 -> "8 (FPE)";
            case 9 -> "9 (KILL), as the kernel does when memory runs out";
            case 11 -> "11 (SEGV)";
            case 13 -> "13 (PIPE)";
            case 15 -> "15 (TERM)";
            default -> Integer.toString(status - SIGNALS);
        };
    }

    /** What bash means by the statuses that it gives by itself. */
    private String hint() {
        return switch (status) {
            case 126 -> " (a command could not be executed)";
            case 127 -> " (a command or the script was not found)";
            default -> "";
        };
    }
}
