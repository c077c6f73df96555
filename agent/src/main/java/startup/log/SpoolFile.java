package startup.log;

import java.io.File;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** What the spool writes to: only ever at the end. */
interface SpoolFile {
    /** Takes some of the bytes, at least one, off the buffer, or fails; what was written is off the buffer then too. */
    void write(ByteBuffer bytes) throws IOException;

    /** Returns when what was written outlives a loss of power. */
    void force() throws IOException;

    void close() throws IOException;

    /** Created with mode 0600 if it is not there. */
    static SpoolFile open(Path path) throws IOException {
        try {
            Files.createFile(path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        } catch (FileAlreadyExistsException goneOnWith) {
            // its mode is as it was
        }
        return new Appended(path.toFile());
    }

    /** No channel: an interrupted thread that touches one closes it for good, and has the most important to log. */
    final class Appended implements SpoolFile {
        private final File file;
        private final FileOutputStream stream;

        Appended(File file) throws IOException {
            this.file = file;
            this.stream = new FileOutputStream(file, true);
        }

        @Override
        public void write(ByteBuffer bytes) throws IOException {
            byte[] taken = new byte[bytes.remaining()];
            bytes.duplicate().get(taken);
            long before = file.length();
            try {
                stream.write(taken);
                bytes.position(bytes.limit());
            } catch (IOException e) {
                // A stream does not say how much found room; it must not be written twice.
                long written = Math.max(0, Math.min(taken.length, file.length() - before));
                bytes.position(bytes.position() + (int) written);
                throw e;
            }
        }

        @Override
        public void force() throws IOException {
            stream.getFD().sync();
        }

        @Override
        public void close() throws IOException {
            stream.close();
        }
    }
}
