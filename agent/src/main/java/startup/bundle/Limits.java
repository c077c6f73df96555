package startup.bundle;

/**
 * How much a bundle may bring onto this machine. Source: DESIGN, promise 2.
 *
 * @param maxSize bytes of all files together, holes in sparse files included; also of what is only read and dropped
 * @param maxFiles entries of any kind
 */
public record Limits(long maxSize, long maxFiles) {
    /** 20 GiB, 2,000,000 entries. */
    public static final Limits DEFAULT = new Limits(20L << 30, 2_000_000);

    /** How many folders deep an entry may lie. */
    public static final int MAX_DEPTH = 255;

    /** The most that is left free on a disk, however large it is; of a small one it is a tenth. */
    public static final long RESERVE = 512L << 20;

    /** The largest window of xz and zstd, in bytes: it is memory that the archive asks for. */
    public static final long MAX_WINDOW = 128L << 20;
}
