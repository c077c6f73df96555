package startup.bundle;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import startup.base.AgentException;
import startup.base.ExitStatus;

/** What the machine's file system would not do, in words: exit status 15. */
final class MachineFault {
    private MachineFault() {}

    /**
     * A fault, unless it is one already: a lower stage's words are the better ones. That the agent is told to stop is none
     * of the machine's.
     */
    static IOException of(Path path, IOException e) {
        if (e instanceof AgentException || isInterrupt(e)) {
            return told(e);
        }
        String reason = reasonOf(e);
        return because("'" + path + "' could not be made: " + reason, actionFor(reason), e);
    }

    /** Whether the thread was interrupted, in the words of a channel or of a stream. */
    static boolean isInterrupt(IOException e) {
        return e instanceof ClosedByInterruptException || e instanceof InterruptedIOException;
    }

    /** Of a channel's interrupt, the one that all stages know; anything else as it is. */
    static IOException told(IOException e) {
        if (!(e instanceof ClosedByInterruptException)) {
            return e;
        }
        InterruptedIOException told = new InterruptedIOException("interrupted while unpacking");
        told.initCause(e);
        return told;
    }

    static AgentException because(String why, String action, @Nullable Throwable cause) {
        return new AgentException(ExitStatus.MACHINE, "The bundle was not unpacked", why, action, cause);
    }

    static String reasonOf(IOException e) {
        if (e instanceof AccessDeniedException denied && denied.getReason() == null) {
            return "Permission denied";
        }
        String reason = e instanceof FileSystemException fault ? fault.getReason() : e.getMessage();
        return reason == null ? e.getClass().getSimpleName() : reason;
    }

    private static String actionFor(String reason) {
        if (reason.contains("No space left")) {
            return "Make room on this disk (df and df -i show what is full), or choose another with --state";
        }
        if (reason.contains("Read-only")) {
            return "Choose a folder on a disk that can be written to with --state";
        }
        if (reason.contains("Permission denied")) {
            return "Run the agent as a user who may write there, or choose another folder with --state";
        }
        return "Mend the file system of this machine, or choose another with --state";
    }
}
