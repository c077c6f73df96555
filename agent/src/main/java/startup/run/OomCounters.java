package startup.run;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Where the kernel counts the processes that it killed because memory ran out: the file that is nearest to the attempts.
 *
 * <p>Source: cgroup-v2.rst, {@code memory.events}, which counts what is below too; cgroup-v1/memory.rst, {@code
 * memory.oom_control}; {@code /proc/vmstat} since Linux 4.13. All have a line {@code oom_kill N}.
 */
record OomCounters(Path file) {
    private static final String LINE = "oom_kill ";

    /** Attempts are below the agent's own cgroup, in version 1 in the same. */
    static OomCounters find(Path proc, Optional<OwnCgroup> own) {
        // every boot comes here: no lambdas, which cost a cold JVM more than the files
        if (own.isPresent()) {
            OomCounters ofVersion2 = new OomCounters(own.get().folder().resolve("memory.events"));
            if (ofVersion2.count().isPresent()) {
                return ofVersion2;
            }
        }
        Optional<OwnCgroup> ofMemory = OwnCgroup.ofVersion1(proc, "memory");
        if (ofMemory.isPresent()) {
            OomCounters ofVersion1 = new OomCounters(ofMemory.get().folder().resolve("memory.oom_control"));
            if (ofVersion1.count().isPresent()) {
                return ofVersion1;
            }
        }
        return new OomCounters(proc.resolve("vmstat"));
    }

    /** How many so far; empty where nobody counts. */
    OptionalLong count() {
        try {
            for (String line : Files.readAllLines(file, StandardCharsets.ISO_8859_1)) {
                if (line.startsWith(LINE)) {
                    return OptionalLong.of(Long.parseLong(line.substring(LINE.length())));
                }
            }
        } catch (IOException | NumberFormatException unknown) {
            return OptionalLong.empty();
        }
        return OptionalLong.empty();
    }
}
