package startup.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import startup.base.AgentException;
import startup.base.ExitStatus;
import startup.log.Redactor;

/**
 * Tells a failure in one line: what, why, and what to do next. A boot says it on standard output too, as its verdict: the
 * user-data stub reads there why no machine came of it.
 */
final class FailureReport {
    private final Terminal terminal;
    private final Redactor redactor;
    private final boolean ofBoot;
    private final boolean debug;

    FailureReport(Terminal terminal, Redactor redactor, boolean ofBoot, boolean debug) {
        this.terminal = terminal;
        this.redactor = redactor;
        this.ofBoot = ofBoot;
        this.debug = debug;
    }

    /** The exit status that it comes to. */
    ExitStatus tell(Throwable failure) {
        AgentException explained = explained(failure);
        String line = redactor.redact(String.valueOf(explained.getMessage()));
        terminal.err().println("ERROR " + line);
        if (debug) {
            StringWriter trace = new StringWriter();
            failure.printStackTrace(new PrintWriter(trace));
            trace.toString().lines().forEach(each -> terminal.err().println(redactor.redact(each)));
        }
        verdict(line);
        return explained.status();
    }

    /** That a signal ended the command before it could tell so in its own way. */
    ExitStatus tellStop() {
        ExitStatus status = StopSignal.status();
        String line = "Stopped by " + (status == ExitStatus.INTERRUPTED ? "SIGINT" : "SIGTERM");
        terminal.err().println("ERROR " + line);
        verdict(line);
        return status;
    }

    private void verdict(String line) {
        if (ofBoot) {
            terminal.out().println("FAILED: " + line);
        }
    }

    private static AgentException explained(Throwable failure) {
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
    private static String whereItIs(Throwable failure) {
        StackTraceElement[] trace = failure.getStackTrace();
        return failure.getClass().getSimpleName() + (trace.length == 0 ? "" : " at " + trace[0]);
    }
}
