package startup.run;

import java.io.ByteArrayOutputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import startup.base.AgentException;
import startup.base.ExitStatus;

/**
 * What a run has done so far, in {@link RunFolder#journal}: append-only, checksummed, and on disk before a step counts.
 *
 * <p>The file is one {@link JournalLine} a record, mode 0600. While the agent runs, zeros follow the last record (see
 * {@link JournalFile}). A last commit that a loss of power tore is cut off; a damaged record before it is an error.
 * Several threads may append at once: what comes while one writes goes to disk together, as one commit.
 *
 * <p>Errors: exit status 15, with what to do. After a failed write every later one fails too: what a disk made of it is
 * not known, and a step that is not noted must not count. An interrupt neither stops an append nor gets lost.
 */
public final class Journal implements AutoCloseable {
    private final Path path;
    private final JournalFile file;
    private final InstantSource wallClock;
    private final Object lock = new Object();
    private List<String> waiting = new ArrayList<>();
    private long given;
    private long onDisk;
    private boolean writing;
    private @Nullable IOException failure;

    private Journal(Path path, JournalFile file, InstantSource wallClock) {
        this.path = path;
        this.file = file;
        this.wallClock = wallClock;
    }

    /** Begins that of a new run; no file may be there. */
    public static Journal create(Path path, InstantSource wallClock) throws AgentException {
        try {
            return new Journal(path, JournalFile.create(path), wallClock);
        } catch (IOException e) {
            throw notWritten(path, e);
        }
    }

    /**
     * Goes on with one, which another agent may have been killed over: hands what is in it to {@code records}, in order,
     * and cuts off what was not whole.
     */
    public static Journal goOn(Path path, InstantSource wallClock, Consumer<JournalRecord> records)
            throws AgentException {
        long whole = read(path, records);
        try {
            return new Journal(path, JournalFile.goOn(path, whole), wallClock);
        } catch (IOException e) {
            throw notWritten(path, e);
        }
    }

    /**
     * Hands what is in it to {@code records}, in order, and touches nothing: for who only asks. An agent may be writing.
     *
     * @return how many bytes of it are whole
     * @throws AgentException exit status 15: there is none, it cannot be read, or a record in it is damaged
     */
    public static long read(Path path, Consumer<JournalRecord> records) throws AgentException {
        try {
            return JournalReader.read(path, records);
        } catch (AgentException damaged) {
            throw damaged;
        } catch (IOException e) {
            throw new AgentException(
                    ExitStatus.MACHINE,
                    "The journal " + path + " was not read",
                    e instanceof FileNotFoundException ? "there is none that this user may read" : reason(e),
                    "Check the folder's permissions and the disk, or start a new run",
                    e);
        }
    }

    /**
     * Returns when the records are on disk, together; only then what they say may be done, or counts as done. A loss of
     * power may leave the first of them only.
     */
    public void append(JournalRecord... records) throws AgentException {
        List<String> lines = new ArrayList<>(records.length);
        for (JournalRecord record : records) {
            lines.add(RecordWriter.write(record, wallClock.instant()));
        }
        long mine;
        synchronized (lock) {
            waiting.addAll(lines);
            given += lines.size();
            mine = given;
        }
        for (List<String> commit = turn(mine); !commit.isEmpty(); commit = turn(mine)) {
            write(commit);
        }
    }

    /** Waits until the record is on disk, which empty says, or until it is this thread's turn to write all that waits. */
    private List<String> turn(long mine) throws AgentException {
        synchronized (lock) {
            waitForWhoWrites(mine);
            if (failure != null) {
                throw notWritten(path, failure);
            }
            if (onDisk >= mine) {
                return List.of();
            }
            writing = true;
            List<String> commit = waiting;
            waiting = new ArrayList<>();
            return commit;
        }
    }

    /** Who writes waits for nobody, so this ends soon, and an interrupt can be kept for later. */
    private void waitForWhoWrites(long mine) {
        boolean interrupted = false;
        synchronized (lock) {
            while (writing && onDisk < mine) {
                try {
                    lock.wait();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void write(List<String> commit) {
        IOException failed = new IOException("the agent failed in the middle of it");
        try {
            file.append(bytes(commit));
            failed = null;
        } catch (IOException e) {
            failed = e;
        } finally {
            synchronized (lock) {
                writing = false;
                onDisk += failed == null ? commit.size() : 0;
                failure = failed;
                lock.notifyAll();
            }
        }
    }

    private static byte[] bytes(List<String> commit) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (String json : commit) {
            bytes.writeBytes(new JournalLine(bytes.size() == 0, json).bytes());
        }
        return bytes.toByteArray();
    }

    /** To be called when nobody appends any more. */
    @Override
    public void close() throws AgentException {
        try (JournalFile closing = file) {
            if (failure == null) {
                closing.trim();
            }
        } catch (IOException e) {
            throw notWritten(path, e);
        }
    }

    private static AgentException notWritten(Path path, IOException e) {
        return new AgentException(
                ExitStatus.MACHINE,
                "The journal " + path + " was not written",
                reason(e),
                "Make room or see to the disk, then boot again",
                e);
    }

    private static String reason(IOException e) {
        return e.getMessage() == null ? e.toString() : e.getMessage();
    }
}
