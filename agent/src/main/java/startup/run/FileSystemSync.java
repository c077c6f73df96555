package startup.run;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Has all that was written to a file system put on its disk, which Java cannot. */
public final class FileSystemSync {
    private FileSystemSync() {}

    /**
     * Returns once that is done for the file system of {@code folder}: {@code sync -f} of coreutils does this one, any
     * other {@code sync} all. What the disk refused, {@code sync} tells.
     *
     * @throws IOException if there is no such program, or it failed
     */
    public static void at(Path folder) throws IOException {
        if (SilentCommand.run(List.of("sync", "-f", folder.toString())) != 0
                && SilentCommand.run(List.of("sync")) != 0) {
            throw new IOException("sync failed");
        }
    }
}
