package startup.run;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import startup.base.AtomicFile;

/**
 * The bytes of a journal, written at its end and on disk when {@link #append} returns.
 *
 * <p>There is always room ahead, filled with zeros and on disk: so a module that fills the disk does not keep the agent
 * from noting how it ended, and a record costs one write to blocks that the file has, not a change of its length.
 * It is opened with O_DSYNC (open(2)): each write returns when its bytes are on disk. No channel: an interrupted thread
 * that touches one closes it for good, and has the most important to note.
 */
final class JournalFile implements AutoCloseable {
    /** What room is added at a time. */
    static final int ROOM = 64 * 1024;

    /** Room is added when less than this is left, so that much is there if none can be added. */
    private static final int RESERVE = ROOM / 2;

    private final RandomAccessFile file;
    private long end;
    private long roomEnd;

    private JournalFile(Path path, long end) throws IOException {
        this.file = new RandomAccessFile(path.toFile(), "rwd");
        this.end = end;
        this.roomEnd = end;
    }

    /** A new and empty one, mode 0600, whose name is on disk too. */
    static JournalFile create(Path path) throws IOException {
        Files.createFile(path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        JournalFile created = ready(new JournalFile(path, 0));
        AtomicFile.sync(parent(path));
        return created;
    }

    /** One that is there, without what follows its first {@code end} bytes. */
    static JournalFile goOn(Path path, long end) throws IOException {
        return ready(new JournalFile(path, end));
    }

    private static JournalFile ready(JournalFile opened) throws IOException {
        try {
            opened.file.setLength(opened.end);
            opened.file.getFD().sync();
            opened.addRoom();
            return opened;
        } catch (IOException e) {
            opened.file.close();
            throw e;
        }
    }

    private static Path parent(Path path) {
        Path parent = path.toAbsolutePath().getParent();
        if (parent == null) {
            throw new IllegalArgumentException("not a file: " + path);
        }
        return parent;
    }

    /** After a failure it is not to be written to again: what is on disk is not known. */
    void append(byte[] bytes) throws IOException {
        file.seek(end);
        file.write(bytes);
        end += bytes.length;
        roomEnd = Math.max(roomEnd, end);
        if (roomEnd - end < RESERVE) {
            addRoomIfThereIsAny();
        }
    }

    private void addRoomIfThereIsAny() {
        try {
            addRoom();
        } catch (IOException diskFull) {
            // what is left of the room lasts for a while
        }
    }

    private void addRoom() throws IOException {
        file.seek(roomEnd);
        file.write(new byte[ROOM]);
        roomEnd += ROOM;
    }

    /** Takes the room away. */
    void trim() throws IOException {
        file.setLength(end);
        file.getFD().sync();
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
