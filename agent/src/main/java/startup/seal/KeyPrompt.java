package startup.seal;

import startup.base.AgentException;

/** Asks a person for a password without showing it. The command line has a console; a test answers by itself. */
public interface KeyPrompt {
    /**
     * Asks once and waits for the answer.
     *
     * @return the answer without its line end; the caller wipes it
     * @throws AgentException NO_KEY if there is no terminal, or the input ended
     */
    char[] ask(String question) throws AgentException;
}
