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
        Optional<OomCounters> ofVersion2 =
                own.map(its -> new OomCounters(its.folder().resolve("memory.events")));
        if (ofVersion2.filter(counters -> counters.count().isPresent()).isPresent()) {
            return ofVersion2.get();
        }
        return OwnCgroup.ofVersion1(proc, "memory")
                .map(its -> new OomCounters(its.folder().resolve("memory.oom_control")))
                .filter(counters -> counters.count().isPresent())
                .orElseGet(() -> new OomCounters(proc.resolve("vmstat")));
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
