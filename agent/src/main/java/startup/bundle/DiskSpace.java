package startup.bundle;

import java.io.File;
import java.nio.file.Path;

/** How much room a disk has; tests have disks of their own. Bytes; a total of 0 says that it is not known. */
public interface DiskSpace {
    /** What this process may still write. */
    long usable();

    long total();

    /** The disk that holds {@code folder}. */
    static DiskSpace of(Path folder) {
        // Not a FileStore: that reads the table of mounts, which takes longer than to unpack a small bundle.
        File file = folder.toFile();
        return new DiskSpace() {
            @Override
            public long usable() {
                return file.getUsableSpace();
            }

            @Override
            public long total() {
                return file.getTotalSpace();
            }
        };
    }
}
