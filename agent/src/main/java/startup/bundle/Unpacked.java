package startup.bundle;

/**
 * What was unpacked.
 *
 * @param files entries of any kind, the top folder included if the archive names it
 * @param bytes of all files together, holes included
 * @param compression {@code none}, {@code gzip}, {@code xz}, {@code zstd} or {@code bzip2}
 */
public record Unpacked(long files, long bytes, String compression) {}
