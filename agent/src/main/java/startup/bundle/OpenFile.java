package startup.bundle;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/** A file that is being written, in pieces that each say where they go. One thread writes it. */
final class OpenFile {
    private final OpenFolder folder;
    private final Path path;
    private final FileChannel channel;
    private final Ownership ownership;
    private final Attributes described;
    private final int mode;

    /** A file that is there and empty, with {@code mode}; its folder is held until it is closed. */
    OpenFile(OpenFolder folder, Path path, FileChannel channel, Ownership ownership, Attributes described, int mode) {
        this.folder = folder;
        this.path = path;
        this.channel = channel;
        this.ownership = ownership;
        this.described = described;
        this.mode = mode;
        folder.hold();
    }

    void write(byte[] bytes, int offset, int length, long position) throws IOException {
        ByteBuffer piece = ByteBuffer.wrap(bytes, offset, length);
        long at = position;
        try {
            while (piece.hasRemaining()) {
                at += channel.write(piece, at);
            }
        } catch (IOException e) {
            throw MachineFault.of(path, e);
        }
    }

    /** All is written. */
    void finish() throws IOException {
        try {
            channel.close();
            ownership.settle(path, described, mode);
        } catch (IOException e) {
            throw MachineFault.of(path, e);
        }
        folder.letGo();
    }

    /** Closed as it is, since nobody will see it. */
    void abandon() {
        try {
            channel.close();
        } catch (IOException e) {
            // It is about to be deleted.
        }
    }
}
