package startup.boot;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** What the process can tell of the system it is part of. Linux only; elsewhere all answers are no. */
public final class Systemd {
    /** Source: sd_booted(3). */
    private static final Path RUNNING = Path.of("/run/systemd/system");

    private static final Path SELF = Path.of("/proc/self/status");

    private Systemd() {}

    /** Whether systemd manages this system. */
    public static boolean isRunning() {
        return Files.isDirectory(RUNNING);
    }

    /** Whether this process may install a unit and reboot. */
    public static boolean isRoot() {
        return isRoot(SELF);
    }

    /** By the effective user id. Source: proc(5), {@code /proc/pid/status}: real, effective, saved, of the file system. */
    static boolean isRoot(Path status) {
        try {
            for (String line : Files.readAllLines(status, StandardCharsets.ISO_8859_1)) {
                if (line.startsWith("Uid:")) {
                    String[] ids = line.split("\t", -1);
                    return ids.length > 2 && ids[2].equals("0");
                }
            }
        } catch (IOException noProc) {
            return false;
        }
        return false;
    }
}
