package startup.base;

import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * A small file that is replaced whole: a reader, and a machine that lost power, sees the old content or the new, never
 * a part. Mode 0600.
 */
public final class AtomicFile {
    private AtomicFile() {}

    /** Returns when the content and its name are on disk. The folder must exist. */
    public static void write(Path file, byte[] content) throws IOException {
        replace(file, content, true);
        sync(folder(file));
    }

    /** Whole for every reader too, but a loss of power may bring the old content back: for what is soon written again. */
    public static void show(Path file, byte[] content) throws IOException {
        replace(file, content, false);
    }

    private static void replace(Path file, byte[] content, boolean durable) throws IOException {
        Path fresh = folder(file).resolve("." + file.getFileName() + ".new");
        Files.deleteIfExists(fresh);
        Files.createFile(fresh, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        // No channel: an interrupted thread could not write through one, and has a verdict to write.
        try (FileOutputStream stream = new FileOutputStream(fresh.toFile())) {
            stream.write(content);
            if (durable) {
                stream.getFD().sync();
            }
        }
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static Path folder(Path file) {
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null) {
            throw new IllegalArgumentException("not a file: " + file);
        }
        return folder;
    }

    /**
     * Makes the names in {@code folder} durable: what was created, renamed or deleted in it. An interrupted thread does so
     * too, and stays interrupted.
     */
    public static void sync(Path folder) throws IOException {
        boolean interrupted = Thread.interrupted();
        try {
            while (!syncUnlessInterrupted(folder)) {
                interrupted = true;
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Only a channel opens a folder, and an interrupt closes it; says whether none did, and takes the interrupt away. */
    private static boolean syncUnlessInterrupted(Path folder) throws IOException {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
            return true;
        } catch (ClosedByInterruptException e) {
            Thread.interrupted();
            return false;
        }
    }
}
