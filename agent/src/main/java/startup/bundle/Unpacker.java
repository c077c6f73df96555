package startup.bundle;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import startup.base.Events;

/**
 * Unpacks a tar, plain or compressed, from a stream into an empty folder, while the stream is still arriving.
 *
 * <p>Errors: {@code AgentException} with exit status 13 for what is no bundle or a damaged one, 14 for an entry that is
 * refused (DESIGN, promise 2) and for what is over a limit, 15 for a file system that would not. A failure of the stream
 * passes unchanged. What was unpacked until then stays for the owner of the folder to delete: see {@link Staging}.
 *
 * <p>Memory: about 2 MiB, and what xz, zstd or bzip2 ask for, up to {@link Limits#MAX_WINDOW}; and the symbolic links,
 * which are made last.
 */
public final class Unpacker {
    private static final int DRAIN_SIZE = 64 * 1024;

    private final Limits limits;
    private final @Nullable DiskSpace disk;
    private final Events events;

    public Unpacker(Limits limits, Events events) {
        this(limits, null, events);
    }

    /** One that believes what {@code disk} says, instead of asking the disk of the folder. */
    public Unpacker(Limits limits, @Nullable DiskSpace disk, Events events) {
        this.limits = limits;
        this.disk = disk;
        this.events = events;
    }

    /**
     * Unpacks all, and reads the stream to its end, also behind the end of the tar: only that end says that the bytes
     * were proven. The stream stays open.
     *
     * @param unsealed tar, or what gzip, xz, zstd or bzip2 made of one
     * @param folder exists, is empty, and nobody else writes to it
     */
    public Unpacked unpack(InputStream unsealed, Path folder) throws IOException {
        TrackedSource source = new TrackedSource(unsealed);
        byte[] head = source.readNBytes(ArchiveFormat.HEAD_BYTES);
        ArchiveFormat format = ArchiveFormat.of(head, head.length).orElseThrow(() -> NotABundle.of(head, head.length));
        InputStream whole = new SequenceInputStream(new ByteArrayInputStream(head), source);
        Quota quota = new Quota(limits, disk != null ? disk : DiskSpace.of(folder));
        try (InputStream tar = open(format, source, whole, folder)) {
            unpack(new TarReader(tar, quota), quota, tar, source, folder);
        }
        return new Unpacked(quota.files(), quota.bytes(), format.compression());
    }

    private void unpack(TarReader reader, Quota quota, InputStream tar, TrackedSource source, Path folder)
            throws IOException {
        try (Tree tree = new Tree(folder, quota, events)) {
            for (Entry entry = reader.next(); entry != null; entry = reader.next()) {
                tree.add(entry, reader.content());
            }
            drain(tar, quota);
            source.drain();
            tree.finish();
        }
    }

    private static InputStream open(ArchiveFormat format, TrackedSource source, InputStream whole, Path folder) {
        return switch (format) {
            case TAR -> whole;
            case GZIP -> decompressed(new GzipDecompressor(), source, whole, format);
            case XZ -> decompressed(new XzDecompressor(), source, whole, format);
            case ZSTD -> decompressed(new ZstdDecompressor(folder), source, whole, format);
            case BZIP2 -> decompressed(new Bzip2Decompressor(), source, whole, format);
        };
    }

    private static InputStream decompressed(
            Decompressor decompressor, TrackedSource source, InputStream whole, ArchiveFormat format) {
        return new DecompressedStream(decompressor, source, whole, format.compression());
    }

    /** What follows the end of the tar is padding, but compressed it may be a bomb. */
    private static void drain(InputStream tar, Quota quota) throws IOException {
        byte[] dropped = new byte[DRAIN_SIZE];
        for (int count = tar.read(dropped); count >= 0; count = tar.read(dropped)) {
            quota.passedOver(count);
        }
    }
}
