package startup.cli;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import startup.base.AgentException;
import startup.base.ExitStatus;

/**
 * Tells a failure in one line: what, why, and what to do next. A boot says it on standard output too, as its verdict: the
 * user-data stub reads there why no machine came of it.
 */
final class FailureReport {
    private final Terminal terminal;
    private final boolean ofBoot;
    private final boolean debug;

    FailureReport(Terminal terminal, boolean ofBoot, boolean debug) {
        this.terminal = terminal;
        this.ofBoot = ofBoot;
        this.debug = debug;
    }

    /** The exit status that it comes to. */
    ExitStatus tell(Exception failure) {
        AgentException explained = explained(failure);
        terminal.err().println("ERROR " + explained.getMessage());
        if (debug) {
            failure.printStackTrace(terminal.err());
        }
        if (ofBoot) {
            terminal.out().println("FAILED: " + explained.getMessage());
        }
        return explained.status();
    }

    private static AgentException explained(Exception failure) {
        if (failure instanceof AgentException explained) {
            return explained;
        }
        if (failure instanceof FileSystemException fault) {
            return machineFault(fault);
        }
        if (failure instanceof IOException fault) {
            return new AgentException(
                    ExitStatus.MACHINE,
                    "This machine failed the agent",
                    String.valueOf(fault.getMessage()),
                    "Look at its disk and its limits",
                    fault);
        }
        return new AgentException(
                ExitStatus.AGENT_FAULT,
                "The agent has a fault",
                whereItIs(failure),
                "Run it again with --debug and report what it prints",
                failure);
    }

    private static AgentException machineFault(FileSystemException fault) {
        boolean denied = fault instanceof AccessDeniedException;
        String reason = fault.getReason() == null ? fault.getClass().getSimpleName() : fault.getReason();
        return new AgentException(
                ExitStatus.MACHINE,
                "This machine did not let the agent use " + fault.getFile(),
                denied ? "permission denied" : reason,
                denied
                        ? "Run it as a user who may, or choose another folder with --state"
                        : "Look at its disk and its limits",
                fault);
    }

    /** Not its message, which may quote what nobody shall see. */
    private static String whereItIs(Exception failure) {
        StackTraceElement[] trace = failure.getStackTrace();
        return failure.getClass().getSimpleName() + (trace.length == 0 ? "" : " at " + trace[0]);
    }
}
