package startup.plan;

/** A text that cannot be read as a manifest any further. The message is a clause; line and column count from 1. */
final class YamlFault extends Exception {
    private static final long serialVersionUID = 1L;

    private final int line;
    private final int column;

    YamlFault(int line, int column, String clause) {
        super(clause);
        this.line = line;
        this.column = column;
    }

    int line() {
        return line;
    }

    int column() {
        return column;
    }
}
