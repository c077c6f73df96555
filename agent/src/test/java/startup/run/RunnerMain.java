package startup.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import startup.base.Event;
import startup.base.Events;
import startup.base.ProcessText;
import startup.base.Secret;
import startup.base.Ticker;
import startup.log.OutputFollowers;
import startup.log.SpooledOutput;
import startup.plan.Plan;
import startup.plan.PlannedModule;

/** A JVM of its own that runs the modules of a bundle as those without manifests, for tests that look at a whole agent. */
final class RunnerMain {
    private RunnerMain() {}

    /** Takes the bundle's folder, the folder for output, and the file for a report: lines, characters, peak RSS in KiB. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        Path bundle = Path.of(arguments[0]);
        Counted counted = new Counted();
        try (OutputFollowers followers = new OutputFollowers(counted, 1L << 30, () -> true)) {
            Supervision supervision = new Supervision(
                    ShellTools.find(System.getenv()),
                    Cgroups.of(runOf(bundle)),
                    followers,
                    counted,
                    Ticker.system(),
                    new Random(1),
                    Supervision.USUAL_GRACE);
            RunId run = runOf(bundle);
            ModuleEnvironment environment = new ModuleEnvironment(
                    ProcessText.ofThisProcess().variables(System.getenv()),
                    Set.of(),
                    Path.of("/root"),
                    Map.of(),
                    Map.of(),
                    run,
                    bundle);
            Path out = Path.of(arguments[1]);
            Attempts attempts = new Attempts(out, environment, supervision, SpooledOutput.nothing());
            Journal journal = Journal.create(out.resolve("journal"), InstantSource.system());
            Ledger ledger = new Ledger(
                    run,
                    journal,
                    new RunHistory(),
                    Map.of(),
                    new Successes(out, counted),
                    InstantSource.system(),
                    counted);
            RunTerms terms = new RunTerms(OnFailure.STOP, 2, new Reboots(false, 0));
            List<ModuleResult> results = new Runner(plan(bundle), terms, attempts, ledger, List.of()).run();
            counted.failures = results.stream().filter(ModuleResult::isFailure).count();
        }
        Files.writeString(Path.of(arguments[2]), counted + " " + peakMemory());
    }

    /** Steady for a test, and of no other test: a failed attempt's processes are found by it, on the whole machine. */
    static RunId runOf(Path bundle) {
        return RunId.at(Instant.EPOCH, new Random(bundle.toString().hashCode()));
    }

    private static Plan plan(Path bundle) throws IOException {
        List<PlannedModule> modules = new ArrayList<>();
        List<String> before = new ArrayList<>();
        try (Stream<Path> folders = Files.list(bundle).sorted()) {
            folders.forEach(folder -> {
                String name = String.valueOf(folder.getFileName());
                modules.add(new PlannedModule(name, folder, Optional.empty(), before, Optional.empty()));
                before.add(name);
            });
        }
        return new Plan(bundle, modules);
    }

    private static String peakMemory() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("VmHWM:"))
                .map(line -> line.replaceAll("[^0-9]", ""))
                .findFirst()
                .orElse("0");
    }

    private static final class Counted implements Events {
        private final AtomicLong lines = new AtomicLong();
        private final AtomicLong characters = new AtomicLong();
        private long failures;

        @Override
        public void emit(Event event) {
            if (event.action().equals(Event.MODULE_OUTPUT)) {
                lines.incrementAndGet();
                characters.addAndGet(event.message().length());
            }
        }

        @Override
        public void conceal(Secret secret) {}

        @Override
        public String toString() {
            return failures + " " + lines + " " + characters;
        }
    }
}
