package startup.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * Names a process for good: ids are used again, ticks begin anew with each boot.
 *
 * @param started ticks since the machine's boot, as {@link ProcessEntry#started}
 * @param boot as {@link BootId#current}
 */
public record ProcessName(long pid, long started, String boot) {
    /** USER_HZ, which Linux shows to every program whatever the kernel's own clock. */
    private static final long TICKS_PER_SECOND = 100;

    /** Whether that very process lives still, on the machine as it was booted now. */
    public boolean lives(String currentBoot) {
        return BootId.same(boot, currentBoot)
                && ProcessEntry.of(pid).filter(this::is).isPresent();
    }

    /** The process of that number on this boot, as it lives now. */
    static Optional<ProcessName> of(long pid, String boot) {
        return ProcessEntry.of(pid).map(found -> new ProcessName(pid, found.started(), boot));
    }

    /** How long ago it was started, on the boot of now. Source: proc_uptime(5), and proc_pid_stat(5) for the tick. */
    Duration age() {
        try {
            String uptime = Files.readString(Path.of("/proc/uptime"));
            double seconds = Double.parseDouble(uptime.substring(0, uptime.indexOf(' ')));
            return Duration.ofMillis(Math.max(0, (long) (seconds * 1000) - started * 1000 / TICKS_PER_SECOND));
        } catch (IOException | NumberFormatException | IndexOutOfBoundsException unknown) {
            return Duration.ZERO;
        }
    }

    private boolean is(ProcessEntry found) {
        return found.started() == started && found.lives();
    }
}
