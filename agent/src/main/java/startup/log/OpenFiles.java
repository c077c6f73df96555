package startup.log;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;

/**
 * Which files the machine's processes hold open. Those of other users are seen by root only.
 *
 * <p>Source: proc(5), {@code /proc/PID/fd}.
 */
final class OpenFiles {
    private OpenFiles() {}

    /** Paths as the kernel shows them, without symbolic links; sockets and pipes look like relative paths. */
    static Set<Path> ofOtherProcesses() {
        Set<Path> open = new HashSet<>();
        String self = Long.toString(ProcessHandle.current().pid());
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(Path.of("/proc"))) {
            for (Path process : processes) {
                String name = String.valueOf(process.getFileName());
                if (Character.isDigit(name.charAt(0)) && !name.equals(self)) {
                    addAll(process.resolve("fd"), open);
                }
            }
        } catch (IOException | DirectoryIteratorException noProc) {
            return open;
        }
        return open;
    }

    private static void addAll(Path descriptors, Set<Path> open) {
        try (DirectoryStream<Path> links = Files.newDirectoryStream(descriptors)) {
            for (Path link : links) {
                open.add(Files.readSymbolicLink(link));
            }
        } catch (IOException | DirectoryIteratorException endedOrNotOurs) {
            // A process may end while it is looked at.
        }
    }
}
