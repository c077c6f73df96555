package startup.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import startup.base.Json;
import startup.base.RealTools;

/**
 * Scripts that behave badly, under a heap of 64 MiB: limits hold, nothing hangs, daemons live. Most are modules of one
 * boot, side by side. {@code docs/hostile-scripts.md} says what each leads to, and names its test.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HostileScriptsIT {
    private static final String TIMED = "requires: []\ntimeout: 2s\n";
    private static final String UNTIMED = "requires: []\n";

    private Path folder;
    private AgentJar agent;
    private AgentJar.Outcome outcome;
    private String run = "none";
    private final Map<String, Map<?, ?>> modules = new TreeMap<>();

    @BeforeAll
    void bootThemAll(@TempDir Path place) throws Exception {
        folder = place;
        RealTools.need("bash", "tar", "setsid", "yes", "setpriv");
        BundleFolder bundle = new BundleFolder(Files.createDirectory(folder.resolve("work")));
        add(bundle, "ignores-term", TIMED, "trap '' TERM; while :; do sleep 1000; done\n");
        add(bundle, "stops-itself", TIMED, "kill -STOP $$\n");
        add(bundle, "fork-bomb", TIMED, """
                [ "$(id -u)" != 0 ] || other="setpriv --reuid 65534 --regid 65534 --clear-groups"
                $other bash -c 'ulimit -u 50; bomb() { bomb | bomb & }; bomb' &
                exec sleep 1000
                """);
        add(bundle, "double-fork", UNTIMED, """
                (setsid bash -c '(echo $BASHPID > "$WITNESS/double-fork"; exec sleep 1000) &' &)
                until test -s "$WITNESS/double-fork"; do :; done; exit 1
                """);
        add(bundle, "setsid", UNTIMED, """
                (cd / && exec setsid env -i "W=$WITNESS" bash -c 'echo $$ > "$W/setsid"; exec sleep 1000') &
                until test -s "$WITNESS/setsid"; do :; done; exit 1
                """);
        add(bundle, "keeps-stdout", UNTIMED, "nohup sleep 1000 & echo $! > \"$WITNESS/keeps-stdout\"\n");
        add(bundle, "closes-stdout", UNTIMED, "echo first; exec <&- >&- 2>&-; exit 7\n");
        add(bundle, "exhausts-memory", UNTIMED, "ulimit -v 300000; a=x; while :; do a=$a$a; done\n");
        add(bundle, "prints-for-ever", UNTIMED, "exec yes " + "x".repeat(999) + "\n");
        add(
                bundle,
                "prints-anything",
                UNTIMED,
                "printf 'bad \\377 byte\\n'; head -c 10000000 /dev/zero | tr '\\0' x; echo; echo end\n");
        boot(bundle);
    }

    private static void add(BundleFolder bundle, String name, String manifest, String script) throws IOException {
        bundle.module(name, script).file(name + "/module.yaml", manifest);
    }

    private void boot(BundleFolder bundle) throws Exception {
        agent = new AgentJar(folder)
                .jvm("-Xmx64m")
                .environment(
                        "WITNESS",
                        Files.createDirectory(folder.resolve("witness")).toString());
        outcome = agent.run(
                "--bundle", bundle.tar().toString(), "--jobs", "10", "--on-failure", "continue", "--max-output", "20m");
        if (Json.parse(Files.readString(agent.lastRun().resolve("verdict.json"))) instanceof Map<?, ?> verdict
                && verdict.get("modules") instanceof List<?> all) {
            run = String.valueOf(verdict.get("run"));
            for (Object each : all) {
                Map<?, ?> module = (Map<?, ?>) each;
                modules.put(String.valueOf(module.get("name")), module);
            }
        }
    }

    @AfterAll
    void endTheDaemon() throws IOException {
        Path witness = folder.resolve("witness/keeps-stdout");
        if (Files.exists(witness)) {
            ProcessHandle.of(pid("keeps-stdout")).ifPresent(ProcessHandle::destroyForcibly);
        }
    }

    @Test
    void oneThatIgnoresTermIsKilledAtItsTimeLimit() {
        assertThat(result("ignores-term")).isEqualTo("timed_out");
        assertThat(living("ignores-term")).isEmpty();
    }

    @Test
    void oneThatStopsItselfIsContinuedAndStoppedAtItsTimeLimit() {
        assertThat(result("stops-itself")).isEqualTo("timed_out");
        assertThat(living("stops-itself")).isEmpty();
    }

    @Test
    void aForkBombUnderALimitEndsWithItsAttempt() {
        assertThat(result("fork-bomb")).isEqualTo("timed_out");
        assertThat(living("fork-bomb")).isEmpty();
    }

    @Test
    void whatForkedTwiceIsStoppedWithTheFailedAttempt() throws Exception {
        assertThat(result("double-fork")).isEqualTo("failed 1");
        assertThat(isAlive("double-fork")).isFalse();
    }

    @Test
    void whatWentIntoASessionOfItsOwnWithoutItsEnvironmentIsStoppedWithTheFailedAttempt() throws Exception {
        assertThat(result("setsid")).isEqualTo("failed 1");
        assertThat(isAlive("setsid")).isFalse();
    }

    @Test
    void aDaemonThatKeepsStandardOutputAfterSuccessHangsNothingAndLivesOn() throws Exception {
        assertThat(result("keeps-stdout")).isEqualTo("succeeded 0");
        assertThat(isAlive("keeps-stdout")).isTrue();
    }

    @Test
    void oneThatClosesStandardOutputEndsWhenItEnds() {
        assertThat(result("closes-stdout")).isEqualTo("failed 7");
        assertThat(outcome.all()).contains("closes-stdout | first");
    }

    @Test
    void oneThatExhaustsTheMemoryItMayHaveFailsAloneAndSaysWhy() {
        assertThat(result("exhausts-memory")).startsWith("failed ");
        assertThat(outcome.all()).containsPattern("exhausts-memory \\| .*cannot allocate");
    }

    @Test
    void oneThatPrintsWithoutEndFailsAtTheLimitOfItsOutput() {
        assertThat(result("prints-for-ever")).startsWith("failed ");
        assertThat(String.valueOf(modules.get("prints-for-ever"))).contains("max-output");
        assertThat(living("prints-for-ever")).isEmpty();
    }

    @Test
    void oneThatFillsTheDiskOfTheStateFailsAndTheRunHasItsVerdict() throws Exception {
        RealTools.need("unshare", "mount");
        Assumptions.assumeTrue(
                "root".equals(System.getProperty("user.name")), "only root may mount a disk that can be filled");
        Path place = Files.createDirectory(folder.resolve("full"));
        BundleFolder bundle = new BundleFolder(Files.createDirectory(folder.resolve("full-work")));
        Path state = Files.createDirectory(place.resolve("state"));
        bundle.module("a", "cat /dev/zero > '" + state + "/zeros'\n");
        AgentJar small = new AgentJar(place)
                .behind(
                        "unshare",
                        "-m",
                        "bash",
                        "-c",
                        "mount -t tmpfs -o size=40m none \"$0\" && exec \"$@\"",
                        state.toString());

        AgentJar.Outcome full = small.run("--bundle", bundle.tar().toString());

        assertThat(full.exit()).as(full.all()).isEqualTo(10);
        assertThat(full.out()).contains("FAILED: a: start-up.sh: exit status 1");
        assertThat(full.all()).containsPattern("ERROR Module a failed after .*: start-up.sh: exit status 1");
    }

    @Test
    void invalidUtf8AndALineOfTenMegabytesArriveWithNothingLost() throws Exception {
        assertThat(result("prints-anything")).isEqualTo("succeeded 0");
        List<String> lines = output("prints-anything");
        assertThat(lines).contains("bad \ufffd byte", "end").allMatch(line -> line.length() < 70_000);
        assertThat(lines.stream()
                        .filter(line -> line.startsWith("x"))
                        .mapToLong(String::length)
                        .sum())
                .isEqualTo(10_000_000);
    }

    @Test
    void oneThatPrintsAGigabyteIsHeardToTheEnd() throws Exception {
        RealTools.needTime("a gigabyte of output takes minutes");
        Path place = Files.createDirectory(folder.resolve("gigabyte"));
        BundleFolder bundle = new BundleFolder(Files.createDirectory(folder.resolve("gigabyte-work")));
        bundle.module(
                "a",
                "yes 'a line of sixty-four bytes, which is what many a log line comes to' | head -n 16000000; echo end\n");
        AgentJar other = new AgentJar(place).jvm("-Xmx64m");
        assertThat(other.run("--bundle", bundle.tar().toString(), "--max-output", "2g")
                        .exit())
                .isZero();
        try (Stream<String> events = Files.lines(other.lastRun().resolve("events.ndjson"))) {
            assertThat(events.filter(line -> line.contains("a line of sixty-four bytes"))
                            .count())
                    .isEqualTo(16_000_000);
        }
    }

    @Test
    void theRunEndsWithOneVerdictAndTheTableNamesTheTests() throws Exception {
        assertThat(outcome.exit()).as(outcome.all()).isEqualTo(10);
        TreeSet<String> tests = new TreeSet<>();
        for (Method method : HostileScriptsIT.class.getDeclaredMethods()) {
            tests.add(method.getName());
        }
        List<String> named = new ArrayList<>();
        for (String line : Files.readAllLines(Path.of("../docs/hostile-scripts.md"))) {
            if (line.startsWith("| ") && line.endsWith("` |")) {
                named.add(line.substring(line.lastIndexOf('`', line.length() - 4) + 1, line.length() - 3));
            }
        }
        assertThat(named).hasSize(10).doesNotHaveDuplicates();
        assertThat(tests).containsAll(named);
    }

    private String result(String module) {
        Map<?, ?> its = modules.getOrDefault(module, Map.of());
        Object exit = its.get("exit");
        return its.get("result") + (exit == null ? "" : " " + exit);
    }

    /** The ids of processes that were started with the environment of that module in this run. */
    private List<String> living(String module) {
        List<String> living = new ArrayList<>();
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
            for (Path process : processes) {
                if (wasStartedBy(process, module)) {
                    living.add(process.toString());
                }
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return living;
    }

    /** A zombie has no environment any more. */
    private boolean wasStartedBy(Path process, String module) {
        try {
            String environment = new String(Files.readAllBytes(process.resolve("environ")), StandardCharsets.UTF_8);
            return environment.contains("STARTUP_RUN_ID=" + run)
                    && environment.contains("STARTUP_MODULE=" + module + "\0");
        } catch (IOException endedOrNotOurs) {
            return false;
        }
    }

    private List<String> output(String module) throws IOException {
        List<String> lines = new ArrayList<>();
        try (BufferedReader events = Files.newBufferedReader(agent.lastRun().resolve("events.ndjson"))) {
            for (String line = events.readLine(); line != null; line = events.readLine()) {
                if (line.contains("\"module.output\"")
                        && line.contains("\"" + module + "\"")
                        && Json.parse(line) instanceof Map<?, ?> event) {
                    lines.add(String.valueOf(event.get("message")));
                }
            }
        }
        return lines;
    }

    private long pid(String witness) throws IOException {
        return Long.parseLong(
                Files.readString(folder.resolve("witness").resolve(witness)).strip());
    }

    /** A zombie does not live; whoever is process 1 here may take its time to ask for it. */
    private boolean isAlive(String witness) throws IOException {
        Path stat = Path.of("/proc", Long.toString(pid(witness)), "stat");
        if (!Files.exists(stat)) {
            return false;
        }
        String line = Files.readString(stat);
        return line.charAt(line.lastIndexOf(')') + 2) != 'Z';
    }
}
