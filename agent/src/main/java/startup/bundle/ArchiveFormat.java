package startup.bundle;

import java.util.Optional;

/**
 * What a bundle's first bytes are. Sources: POSIX.1-2017 pax (ustar header), RFC 1952 (gzip), the .xz file format 1.2,
 * RFC 8878 (zstd), the source of bzip2.
 */
public enum ArchiveFormat {
    TAR("none"),
    GZIP("gzip"),
    XZ("xz"),
    ZSTD("zstd"),
    BZIP2("bzip2");

    /** How many first bytes decide. */
    public static final int HEAD_BYTES = 512;

    private static final int[] XZ_MAGIC = {0xfd, '7', 'z', 'X', 'Z', 0};
    private static final int[] ZSTD_MAGIC = {0x28, 0xb5, 0x2f, 0xfd};
    /** The first block's mark, or the end's in a stream without blocks, after {@code BZh} and the size of a block. */
    private static final int[] BZIP2_BLOCK = {0x31, 0x41, 0x59, 0x26, 0x53, 0x59};

    private static final int[] BZIP2_END = {0x17, 0x72, 0x45, 0x38, 0x50, 0x90};
    private static final int GZIP_HEADER = 10;
    private static final int SMALL_FRAME = 64 * 1024;

    private final String compression;

    ArchiveFormat(String compression) {
        this.compression = compression;
    }

    /** {@code none}, {@code gzip}, {@code xz}, {@code zstd} or {@code bzip2}. */
    public String compression() {
        return compression;
    }

    /**
     * Whether bytes begin a bundle beyond reasonable doubt: strict enough to tell the right key from some hundreds of
     * wrong ones. A tar needs {@link #HEAD_BYTES} bytes.
     */
    public static boolean recognises(byte[] head, int length) {
        return of(head, length)
                .map(format -> format != GZIP || isUsualGzip(head, length))
                .orElse(false);
    }

    /** What bytes begin, as the tools that read them decide. */
    public static Optional<ArchiveFormat> of(byte[] head, int length) {
        if (starts(head, length, 0, 0x1f, 0x8b, 8)) {
            return Optional.of(GZIP);
        }
        if (starts(head, length, 0, XZ_MAGIC)) {
            return Optional.of(XZ);
        }
        if (isZstd(head, length)) {
            return Optional.of(ZSTD);
        }
        if (isBzip2(head, length)) {
            return Optional.of(BZIP2);
        }
        return length >= HEAD_BYTES && (TarHeader.isZero(head) || TarHeader.hasValidSum(head))
                ? Optional.of(TAR)
                : Optional.empty();
    }

    /** No reserved flag, a known level of effort, and a system from zlib's list (Darwin's 19 is the last) or "unknown". */
    private static boolean isUsualGzip(byte[] head, int length) {
        if (length < GZIP_HEADER) {
            return false;
        }
        int effort = head[8];
        int system = head[9] & 0xff;
        return (head[3] & 0xe0) == 0 && (effort == 0 || effort == 2 || effort == 4) && (system <= 19 || system == 255);
    }

    /** A frame whose reserved bit is zero, or first one of those small frames of metadata that pzstd writes. */
    private static boolean isZstd(byte[] head, int length) {
        if (starts(head, length, 0, ZSTD_MAGIC)) {
            return length > 4 && (head[4] & 0x08) == 0;
        }
        return length >= 8
                && (head[0] & 0xf0) == 0x50
                && starts(head, length, 1, 0x2a, 0x4d, 0x18)
                && ((head[4] & 0xff) | ((head[5] & 0xff) << 8)) < SMALL_FRAME
                && head[6] == 0
                && head[7] == 0;
    }

    private static boolean isBzip2(byte[] head, int length) {
        return starts(head, length, 0, 'B', 'Z', 'h')
                && length > 3
                && head[3] >= '1'
                && head[3] <= '9'
                && (starts(head, length, 4, BZIP2_BLOCK) || starts(head, length, 4, BZIP2_END));
    }

    private static boolean starts(byte[] head, int length, int from, int... magic) {
        if (length < from + magic.length) {
            return false;
        }
        for (int i = 0; i < magic.length; i++) {
            if ((head[from + i] & 0xff) != magic[i]) {
                return false;
            }
        }
        return true;
    }
}
