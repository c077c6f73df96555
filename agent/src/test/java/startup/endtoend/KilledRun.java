package startup.endtoend;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import startup.base.Json;

/** One run of {@link TwelveModules}, gone on with by as many agents as it takes, as the stub and the unit do. */
final class KilledRun implements AutoCloseable {
    private static final List<String> FAST = List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xshare:auto");
    private static final int MOST_AGENTS = 6;
    private static final int REBOOTING = 17;
    private static final int KILLED = 137;

    private final Path folder;
    private final AgentJar agent;
    private final List<String> boot;
    private final StringBuilder told = new StringBuilder();
    private final Map<String, Long> beginsOfFinished = new HashMap<>();
    private boolean killed;
    private boolean endedBeforeTheKill;
    private int exit;

    KilledRun(Path folder, Path bundle) throws IOException {
        this.folder = folder;
        this.agent = new AgentJar(folder)
                .environment("EFFECTS", Files.createDirectories(effects()).toString());
        // no test may reboot the machine that it is on
        this.boot = List.of(
                "boot",
                "--bundle",
                bundle.toString(),
                "--jobs",
                "4",
                "--allow-reboot",
                "--reboot-command",
                "true",
                "--no-service");
    }

    /** Returns when there is a verdict, or no agent can be expected to give one. */
    KilledRun conclude(Killer killer) throws IOException, InterruptedException {
        List<String> words = boot;
        for (int agents = 0; agents < MOST_AGENTS; agents++) {
            start(words, killer);
            words = isBegun() ? List.of("resume") : boot;
            if (exit != REBOOTING && exit != KILLED) {
                break;
            }
        }
        if (endedBeforeTheKill) {
            start(List.of("status"), killer); // nothing was left to resume: the verdict is to be asked for
        }
        return this;
    }

    private void start(List<String> words, Killer killer) throws IOException, InterruptedException {
        boolean watched = !killed;
        List<String> options = new ArrayList<>(FAST);
        if (watched) {
            options.addAll(killer.jvmOptions());
        }
        AgentJar.Started started = agent.jvm(options.toArray(String[]::new)).start(words.toArray(String[]::new));
        if (watched && killer.kills(started.process())) {
            killed = true;
            noteWhatIsFinished();
        }
        AgentJar.Outcome outcome = started.await();
        exit = outcome.exit();
        told.append("agent ").append(words.get(0)).append(" ended with ").append(exit);
        told.append('\n').append(outcome.all()).append('\n');
    }

    /** An agent that is killed before the state names its run has left nothing to resume: it is as if it never was. */
    private boolean isBegun() {
        return Files.exists(agent.state().resolve("runs/.last"));
    }

    private void noteWhatIsFinished() throws IOException {
        if (!isBegun()) {
            return;
        }
        List<String> effects = effectLines();
        for (Map<?, ?> record : journal()) {
            endedBeforeTheKill |= "run-ended".equals(record.get("record"));
            if ("module-ended".equals(record.get("record"))) {
                String module = String.valueOf(record.get("module"));
                beginsOfFinished.put(module, begins(effects, module));
            }
        }
    }

    static long begins(List<String> effects, String module) {
        return effects.stream()
                .filter(line -> line.startsWith("begin " + module + " "))
                .count();
    }

    /** How often the modules had begun that had ended before the agent was killed. */
    Map<String, Long> beginsOfFinished() {
        return beginsOfFinished;
    }

    boolean wasKilled() {
        return killed;
    }

    /** Of the last agent. */
    int exit() {
        return exit;
    }

    /** What all agents printed. */
    String told() {
        return told.toString();
    }

    Path effects() {
        return folder.resolve("effects");
    }

    List<String> effectLines() throws IOException {
        Path log = effects().resolve("log");
        return Files.exists(log) ? Files.readAllLines(log) : List.of();
    }

    String verdict() throws IOException {
        return Files.readString(agent.lastRun().resolve("verdict.json"));
    }

    /** The records of the journal, in order; after the last come zeros while an agent works on it. */
    List<Map<?, ?>> journal() throws IOException {
        List<Map<?, ?>> records = new ArrayList<>();
        for (String line : Files.readAllLines(agent.lastRun().resolve("journal"))) {
            if (line.endsWith("}") && Json.parse(line.substring(line.indexOf('{'))) instanceof Map<?, ?> record) {
                records.add(record);
            }
        }
        return records;
    }

    List<Map<?, ?>> events() throws IOException {
        List<Map<?, ?>> events = new ArrayList<>();
        for (String line : Files.readAllLines(agent.lastRun().resolve("events.ndjson"))) {
            if (Json.parse(line) instanceof Map<?, ?> event) {
                events.add(event);
            }
        }
        return events;
    }

    /** All processes of its modules that live. */
    List<ProcessHandle> processes() {
        String mark = "EFFECTS=" + effects();
        return ProcessHandle.allProcesses()
                .filter(process -> process.isAlive() && environment(process).contains(mark))
                .toList();
    }

    private static List<String> environment(ProcessHandle process) {
        try {
            return List.of(Files.readString(
                            Path.of("/proc", Long.toString(process.pid()), "environ"), StandardCharsets.ISO_8859_1)
                    .split("\0", -1));
        } catch (IOException gone) {
            return List.of();
        }
    }

    @Override
    public void close() {
        processes().forEach(ProcessHandle::destroyForcibly);
    }
}
