package startup.boot;

import startup.base.AgentException;
import startup.base.ExitStatus;

/**
 * The state was of another machine and has been set aside: what was read of it before, the order of an unfinished run for
 * one, is nothing to go by, and nothing has been started.
 */
public final class AnotherMachine extends AgentException {
    private static final long serialVersionUID = 1;

    AnotherMachine() {
        super(
                ExitStatus.MACHINE,
                "Nothing was started",
                "the state folder was another machine's, and has been set aside",
                "Say it again");
    }
}
