package startup.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** What the spool writes to: only ever at the end. */
interface SpoolFile {
    /** Takes some of the bytes, at least one, off the buffer. */
    void write(ByteBuffer bytes) throws IOException;

    /** Returns when what was written outlives a loss of power. */
    void force() throws IOException;

    void close() throws IOException;

    /** Created with mode 0600 if it is not there. */
    static SpoolFile open(Path path) throws IOException {
        FileChannel channel = FileChannel.open(
                path,
                Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        return new SpoolFile() {
            @Override
            public void write(ByteBuffer bytes) throws IOException {
                channel.write(bytes);
            }

            @Override
            public void force() throws IOException {
                channel.force(false);
            }

            @Override
            public void close() throws IOException {
                channel.close();
            }
        };
    }
}
