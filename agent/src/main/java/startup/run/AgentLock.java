package startup.run;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import startup.base.AgentException;
import startup.base.ExitStatus;

/**
 * Says that one agent works on this state folder, and which. The kernel's lock counts and not the file, so a killed
 * agent holds nothing, and its modules inherit nothing.
 *
 * <p>The file holds {@code PID STARTED SINCE}, padded with spaces: the tick at which the process started, by which it is
 * told from a later one of that number, and when it took the lock, in UTC, for people.
 */
public final class AgentLock implements AutoCloseable {
    private static final int MOST_BYTES = 100;

    private final FileChannel channel;

    private AgentLock(FileChannel channel) {
        this.channel = channel;
    }

    static AgentLock take(Path file, Instant now) throws IOException {
        FileChannel channel = FileChannel.open(
                file,
                Set.of(StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try {
            if (tryLock(channel) == null) {
                throw busy(holder(channel));
            }
            // At full length always, so that whoever reads it meanwhile never reads half of it.
            String holder = String.format("%-" + MOST_BYTES + "s", ofThisProcess() + " " + now);
            channel.write(ByteBuffer.wrap(holder.getBytes(StandardCharsets.US_ASCII)), 0);
            return new AgentLock(channel);
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    /**
     * Whether an agent has it, without touching the lock: an agent that starts at this moment must not be turned away by
     * a question. A process of that number that did not start at that tick is another one.
     */
    static boolean isHeld(Path file) {
        try {
            String[] holder = Files.readString(file).split(" ", 3);
            Optional<ProcessEntry> process = ProcessEntry.of(Long.parseLong(holder[0]));
            return process.isPresent() && process.get().lives() && process.get().started() == Long.parseLong(holder[1]);
        } catch (IOException | NumberFormatException | ArrayIndexOutOfBoundsException nobody) {
            return false;
        }
    }

    /** Process id and the tick at which it started; 0 where there is no {@code /proc} to tell. */
    private static String ofThisProcess() {
        long pid = ProcessHandle.current().pid();
        return pid + " " + ProcessEntry.of(pid).map(ProcessEntry::started).orElse(0L);
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException thisVeryProcess) {
            return null;
        }
    }

    private static String holder(FileChannel channel) throws IOException {
        ByteBuffer text = ByteBuffer.allocate(MOST_BYTES);
        channel.read(text, 0);
        return new String(text.array(), 0, text.position(), StandardCharsets.US_ASCII);
    }

    private static AgentException busy(String holder) {
        String[] parts = holder.strip().split(" ", 3);
        return new AgentException(
                ExitStatus.BUSY,
                "Nothing was started",
                parts.length < 3
                        ? "another agent has just been started on this machine"
                        : "another agent, process " + parts[0] + ", has been running since " + parts[2],
                "Wait for it with 'agent status --wait', or use another folder with --state");
    }

    /** Lets the next agent in. */
    @Override
    public void close() throws IOException {
        channel.close();
    }
}
