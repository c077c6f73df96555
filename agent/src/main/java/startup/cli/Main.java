package startup.cli;

import startup.base.ExitStatus;

/** Where {@code java -jar agent.jar} begins. */
public final class Main {
    private Main() {}

    @SuppressWarnings("try") // it listens, and nothing asks it
    public static void main(String[] args) {
        ExitStatus status;
        try (StopSignal stop = new StopSignal()) {
            status = new CommandLine(Terminal.ofProcess()).run(args);
        }
        if (status != ExitStatus.OK) {
            System.exit(status.code());
        }
    }
}
