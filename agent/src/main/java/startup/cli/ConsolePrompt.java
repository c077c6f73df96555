package startup.cli;

import java.io.Console;
import startup.base.AgentException;
import startup.base.ExitStatus;
import startup.seal.KeyPrompt;

/** Asks at the terminal that standard input is, without showing the answer. */
final class ConsolePrompt implements KeyPrompt {
    @Override
    @SuppressWarnings(
            "SystemConsoleNull") // null up to 21; later there is a console without a terminal, hence isTerminal
    public char[] ask(String question) throws AgentException {
        Console console = Terminal.isTerminal(0) ? System.console() : null;
        char[] answer = console == null ? null : console.readPassword("%s", question);
        if (answer == null) {
            throw new AgentException(
                    ExitStatus.NO_KEY,
                    "The key could not be asked for",
                    "there is no terminal to ask at, or its input has ended",
                    "Give it with --key env:NAME or --key file:PATH");
        }
        return answer;
    }
}
