package startup.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import startup.base.AgentException;
import startup.base.Events;
import startup.base.RecordedEvents;
import startup.base.Ticker;
import startup.log.OutputFollowers;
import startup.log.SpooledOutput;
import startup.plan.Manifest;
import startup.plan.Plan;
import startup.plan.PlannedModule;

/** A bundle of a few modules in a temporary folder, and what it takes to run them with the real bash. */
final class Bench {
    final RecordedEvents recorded = new RecordedEvents();
    final Map<String, String> variables = new LinkedHashMap<>();
    Events events = recorded;
    Ticker ticker = Ticker.system();
    Duration grace = Supervision.USUAL_GRACE;
    OnFailure onFailure = OnFailure.STOP;
    int jobs = 2;
    Reboots reboots = new Reboots(false, 0);
    long mostOutput = 1 << 30;
    Path proc = Path.of("/proc");

    private final Path folder;
    private final List<PlannedModule> modules = new ArrayList<>();
    private @Nullable Cgroups cgroups;

    Bench(Path folder) throws IOException {
        this.folder = folder.toRealPath();
        Files.createDirectories(bundle());
        Files.createDirectories(out());
    }

    Path bundle() {
        return folder.resolve("start-up-bundle");
    }

    Path out() {
        return folder.resolve("out");
    }

    /** Where scripts leave what tests look at: {@code $BENCH}. */
    Path folder() {
        return folder;
    }

    Path module(String name) {
        return bundle().resolve(name);
    }

    /** A module without a manifest. */
    Bench bare(String name, String script) throws IOException {
        return add(name, script, Optional.empty(), Optional.empty());
    }

    Bench described(String name, String script, Manifest manifest) throws IOException {
        return add(name, script, Optional.of(manifest), manifest.timeout());
    }

    private Bench add(String name, String script, Optional<Manifest> manifest, Optional<Duration> timeout)
            throws IOException {
        Files.createDirectories(module(name));
        Files.writeString(module(name).resolve("start-up.sh"), script);
        modules.add(new PlannedModule(name, module(name), manifest, awaited(manifest), timeout));
        return this;
    }

    /** As the planner has it, but for what follows from others: without a manifest it waits for all before it. */
    private List<String> awaited(Optional<Manifest> manifest) {
        Set<String> names = new LinkedHashSet<>();
        if (manifest.isPresent()) {
            manifest.get().requires().ifPresent(names::addAll);
            manifest.get().after().ifPresent(names::addAll);
        } else {
            modules.forEach(module -> names.add(module.name()));
        }
        return List.copyOf(names);
    }

    Plan plan() {
        return new Plan(bundle(), List.copyOf(modules));
    }

    /** The runner and what it needs; the followers stay open. */
    Runner runner(OutputFollowers followers) throws AgentException {
        Map<String, String> added = new LinkedHashMap<>(variables);
        added.put("BENCH", folder.toString());
        RunId run = RunnerMain.runOf(bundle());
        ModuleEnvironment environment =
                new ModuleEnvironment(System.getenv(), Set.of(), Path.of("/root"), Map.of(), added, run, bundle());
        Supervision supervision = new Supervision(
                ShellTools.find(System.getenv()), cgroups(), followers, events, ticker, new Random(1), grace);
        Attempts attempts = new Attempts(out(), environment, supervision, SpooledOutput.nothing());
        return new Runner(plan(), new RunTerms(onFailure, jobs, reboots), attempts, ledger(run), List.of());
    }

    private Ledger ledger(RunId run) throws AgentException {
        Journal journal = Journal.create(folder.resolve("journal-" + System.nanoTime()), InstantSource.system());
        Successes successes = new Successes(folder, events);
        return new Ledger(run, journal, new RunHistory(), Map.of(), successes, InstantSource.system(), events);
    }

    /** Those of this machine, unless there is another {@link #proc}. */
    private Cgroups cgroups() {
        Cgroups made = cgroups;
        if (made == null) {
            made = new Cgroups(proc, RunnerMain.runOf(bundle()));
            cgroups = made;
        }
        return made;
    }

    List<ModuleResult> run() throws IOException, InterruptedException {
        try (OutputFollowers followers = new OutputFollowers(events, mostOutput, () -> true)) {
            return runner(followers).run();
        }
    }

    /** What the modules printed, line by line. */
    List<String> output() {
        return recorded.messages("module.output");
    }

    String read(String file) throws IOException {
        return Files.readString(folder.resolve(file));
    }

    /** Whether the process lives whose id a script wrote into that file. */
    boolean lives(String file) throws IOException {
        return ProcessEntry.of(pid(file)).filter(ProcessEntry::lives).isPresent();
    }

    long pid(String file) throws IOException {
        return Long.parseLong(read(file).trim());
    }

    /** Ends a daemon that a test left, and its cgroup. */
    void kill(String file) throws IOException {
        Optional<ProcessHandle> daemon = ProcessHandle.of(pid(file));
        daemon.ifPresent(ProcessHandle::destroyForcibly);
        daemon.ifPresent(process -> process.onExit().join());
        cgroups().remove();
    }
}
