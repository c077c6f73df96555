package startup.log;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import startup.base.Events;

/**
 * The output of attempts whose agent was killed before it had told all of it. What a process still holds open is told up
 * to its last whole line, and stays; what nobody holds is told to its end, and deleted.
 */
public final class LeftOutput {
    /** Whatever was printed is there already, so nothing is saved by telling less. */
    private static final long ALL = Long.MAX_VALUE;

    private final Path spool;

    /** Goes on where that spool ends. */
    public LeftOutput(Path spool) {
        this.spool = spool;
    }

    /** The output file of one attempt. */
    public record OfAttempt(Path file, String module, int attempt) {}

    /**
     * Tells what the spool has not got.
     *
     * @param log whose first sink is that spool
     * @return whether a process still holds one of the files, so that more may come
     */
    public boolean tell(List<OfAttempt> left, EventLog log) throws IOException {
        if (left.isEmpty()) {
            return false;
        }
        SpooledOutput spooled = SpooledOutput.read(spool);
        Set<Path> held = OpenFiles.ofOtherProcesses();
        boolean more = false;
        for (OfAttempt each : left) {
            more |= tell(each, spooled, held, log);
        }
        return more;
    }

    private static boolean tell(OfAttempt each, SpooledOutput spooled, Set<Path> held, EventLog log)
            throws IOException {
        try {
            boolean goesOn = held.contains(each.file().toRealPath());
            tell(each, spooled.of(each.module(), each.attempt()), goesOn, log);
            if (!log.flush()) {
                throw new IOException("the run's log cannot be written; is the disk full?");
            }
            if (!goesOn) {
                Files.delete(each.file());
            }
            return goesOn;
        } catch (NoSuchFileException toldAndDeleted) {
            return false; // by the agent that is no more
        }
    }

    private static void tell(OfAttempt each, ToldOutput told, boolean goesOn, Events log) throws IOException {
        Followed followed = new Followed(each.file(), each.module(), each.attempt(), told, ALL, log);
        try {
            followed.drain();
        } finally {
            if (goesOn) {
                followed.release();
            } else {
                followed.close();
            }
        }
    }
}
