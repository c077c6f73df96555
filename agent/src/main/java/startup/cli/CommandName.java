package startup.cli;

import java.util.Optional;

/** The commands, in the order in which help lists them. */
enum CommandName {
    BOOT("boot", "BUNDLE", "give this machine its personality: fetch, prove, unpack and run a bundle"),
    PLAN("plan", "BUNDLE", "show the order of a bundle's modules, and why; runs nothing"),
    INSPECT("inspect", "BUNDLE", "say what a bundle is; without a key, what can be said without it"),
    UNPACK("unpack", "BUNDLE", "unpack a bundle into a new folder; runs nothing"),
    DECRYPT("decrypt", "BUNDLE", "write a bundle's unsealed bytes"),
    STATUS("status", "RUN", "show the run under way or the last one, and exit as it did"),
    RESUME("resume", "", "go on with the run that has no verdict yet, as it began"),
    SHIP("ship", "RUN", "deliver what is left of the log of a run, or of every run"),
    USERDATA("userdata", "BUNDLE", "print the user-data that brings the agent to a machine and boots a bundle there"),
    COMPLETION("completion", "SHELL", "print the completion script of bash");

    private final String word;
    private final String operand;
    private final String summary;

    CommandName(String word, String operand, String summary) {
        this.word = word;
        this.operand = operand;
        this.summary = summary;
    }

    String word() {
        return word;
    }

    /** Whether a word may follow without an option's name. */
    boolean takesOperand() {
        return !operand.isEmpty();
    }

    /** What the one word is that may follow without an option's name; empty for none. */
    String operand() {
        return operand;
    }

    String summary() {
        return summary;
    }

    /** Whether its operand is a bundle, which {@code --bundle} may name instead. */
    boolean readsBundle() {
        return switch (this) {
            case BOOT, PLAN, INSPECT, UNPACK, DECRYPT, USERDATA -> true;
            case STATUS, RESUME, SHIP, COMPLETION -> false;
        };
    }

    static Optional<CommandName> of(String word) {
        for (CommandName command : values()) {
            if (command.word.equals(word)) {
                return Optional.of(command);
            }
        }
        return Optional.empty();
    }
}
