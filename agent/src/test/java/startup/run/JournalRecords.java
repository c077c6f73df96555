package startup.run;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Records as a run would write them. */
final class JournalRecords {
    static final String BOOT = "7d1b6b0a-0000-4000-8000-000000000001";
    static final String NEXT_BOOT = "7d1b6b0a-0000-4000-8000-000000000002";

    private JournalRecords() {}

    static JournalRecord.RunBegun begun() {
        return new JournalRecord.RunBegun(
                "20261122T101500Z-k3f9qa2m7x0ps",
                "s3://acme-boot/web.bundle",
                "2026-11-22",
                Instant.parse("2026-11-22T10:15:00.000Z"),
                Optional.of("i-0abc"),
                Optional.empty(),
                BOOT,
                "1.0",
                Map.of("only", List.of("a", "b"), "allow-reboot", List.of()),
                List.of("ssm:/boot/key"));
    }

    static JournalRecord starting(String module, int attempt) {
        return new JournalRecord.AttemptStarting(module, attempt, BOOT);
    }

    static JournalRecord started(String module, int attempt) {
        return new JournalRecord.AttemptStarted(module, attempt, new ProcessName(4711, 99, BOOT));
    }

    static JournalRecord exited(String module, int attempt, int exit) {
        return new JournalRecord.AttemptEnded(module, attempt, AttemptKind.EXITED, exit, Duration.ofMillis(1500));
    }

    static JournalRecord succeeded(String module, int attempts) {
        return new JournalRecord.ModuleEnded(new ModuleResult.Succeeded(module, attempts, Duration.ofMillis(1500)));
    }

    static JournalRecord resumed(String boot) {
        return new JournalRecord.Resumed(boot, 4712);
    }

    /** One of each kind, and each result and each way in which an attempt ends. */
    static List<JournalRecord> oneOfEach() {
        Duration took = Duration.ofMillis(8120);
        return List.of(
                begun(),
                new JournalRecord.BundleArrived(
                        Optional.of("9c01"), Path.of("/var/lib/startup-agent/bundles/9c01"), Map.of("sealed", "age")),
                new JournalRecord.Planned(List.of(
                        new JournalRecord.Planned.Module("a", "00ff"),
                        new JournalRecord.Planned.Module("café \"\n\u2028", ""))),
                starting("a", 1),
                started("a", 1),
                exited("a", 1, 75),
                new JournalRecord.AttemptEnded("a", 2, AttemptKind.SIGNALLED, 137, took),
                new JournalRecord.AttemptEnded("a", 3, AttemptKind.TIMED_OUT, 124, took),
                new JournalRecord.AttemptEnded("a", 4, AttemptKind.BROKEN, 126, took),
                new JournalRecord.AttemptEnded("a", 5, AttemptKind.LOST, 143, Duration.ZERO),
                succeeded("a", 6),
                new JournalRecord.ModuleEnded(
                        new ModuleResult.Failed("b", 1, took, 100, "start-up.sh: exit status 100")),
                new JournalRecord.ModuleEnded(new ModuleResult.TimedOut("c", 2, took, Duration.ofMinutes(15))),
                new JournalRecord.ModuleEnded(new ModuleResult.Skipped("d", "it requires b, which failed")),
                new JournalRecord.ModuleEnded(new ModuleResult.Unchanged("e")),
                new JournalRecord.RebootAsked("f", 1, 1),
                new JournalRecord.BundleSynced(),
                new JournalRecord.Rebooting(),
                new JournalRecord.RebootCommanded(),
                resumed(NEXT_BOOT),
                new JournalRecord.Interrupted("SIGTERM"),
                new JournalRecord.RunEnded("failed", 10));
    }
}
