package startup.cli;

import startup.base.ExitStatus;
import startup.base.ProcessText;

/** Where {@code java -jar agent.jar} begins. */
public final class Main {
    private Main() {}

    @SuppressWarnings("try") // it listens, and nothing asks it
    public static void main(String[] args) {
        ExitStatus status;
        try (StopSignal stop = new StopSignal()) {
            status = new CommandLine(Terminal.ofProcess())
                    .run(ProcessText.ofThisProcess().arguments(args));
        }
        if (status != ExitStatus.OK) {
            System.exit(status.code());
        }
    }
}
