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
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import startup.base.AgentException;
import startup.base.ExitStatus;

/**
 * Says that one agent works on this state folder, and which. The kernel's lock counts and not the file, so a killed
 * agent holds nothing, and its modules inherit nothing.
 *
 * <p>The file holds {@code PID SINCE}, in UTC, for people and for the refusal.
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
            String holder = ProcessHandle.current().pid() + " " + now;
            channel.truncate(0);
            channel.write(ByteBuffer.wrap(holder.getBytes(StandardCharsets.US_ASCII)), 0);
            return new AgentLock(channel);
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    /**
     * Whether an agent has it, without touching the lock: an agent that starts at this moment must not be turned away by
     * a question. A process of that number that began later is another one.
     */
    static boolean isHeld(Path file) {
        try {
            String[] holder = Files.readString(file).split(" ", 2);
            Instant since = Instant.parse(holder[1]);
            return ProcessHandle.of(Long.parseLong(holder[0]))
                    .filter(ProcessHandle::isAlive)
                    .map(process -> !process.info().startInstant().orElse(since).isAfter(since))
                    .orElse(false);
        } catch (IOException | DateTimeException | NumberFormatException | ArrayIndexOutOfBoundsException nobody) {
            return false;
        }
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
        int space = holder.indexOf(' ');
        return new AgentException(
                ExitStatus.BUSY,
                "Nothing was started",
                space < 0
                        ? "another agent has just been started on this machine"
                        : "another agent, process " + holder.substring(0, space) + ", has been running since "
                                + holder.substring(space + 1),
                "Wait for it with 'agent status --wait', or use another folder with --state");
    }

    /** Lets the next agent in. */
    @Override
    public void close() throws IOException {
        channel.close();
    }
}
