package startup.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import startup.base.Json;
import startup.base.RealTools;

/** Scripts that behave badly, under a heap of 64 MiB: limits hold, nothing hangs, daemons live. */
class HostileScriptsIT {
    @TempDir
    Path folder;

    private AgentJar agent;
    private BundleFolder bundle;

    @BeforeEach
    void prepare() throws IOException {
        RealTools.need("bash", "tar");
        agent = new AgentJar(folder)
                .jvm("-Xmx64m")
                .environment("WITNESS", folder.resolve("witness").toString());
        bundle = new BundleFolder(Files.createDirectory(folder.resolve("work")));
    }

    @Test
    void oneThatIgnoresTermIsKilledAtItsTimeLimit() throws Exception {
        bundle.module("a", "trap '' TERM; echo $$ > \"$WITNESS\"; while :; do sleep 1000; done\n");
        AgentJar.Outcome outcome = boot("--timeout", "1s");
        assertThat(outcome.exit()).as(outcome.all()).isEqualTo(10);
        assertThat(outcome.out()).contains("time limit");
        assertThat(isAlive(Files.readString(folder.resolve("witness")).strip())).isFalse();
    }

    @Test
    void oneThatDoubleForksAndKeepsStandardOutputHangsNothingAndIsStoppedWithTheFailedAttempt() throws Exception {
        bundle.module("a", "(setsid sleep 1000 & echo $! > \"$WITNESS\") & wait; exit 1\n");
        AgentJar.Outcome outcome = boot();
        assertThat(outcome.exit()).as(outcome.all()).isEqualTo(10);
        assertThat(isAlive(Files.readString(folder.resolve("witness")).strip())).isFalse();
    }

    @Test
    void aDaemonLeftBehindBySuccessLivesOn() throws Exception {
        bundle.module("a", "nohup sleep 1000 & echo $! > \"$WITNESS\"\n");
        AgentJar.Outcome outcome = boot();
        String daemon = Files.readString(folder.resolve("witness")).strip();
        try {
            assertThat(outcome.exit()).as(outcome.all()).isZero();
            assertThat(isAlive(daemon)).isTrue();
        } finally {
            ProcessHandle.of(Long.parseLong(daemon)).ifPresent(ProcessHandle::destroyForcibly);
        }
    }

    @Test
    void invalidUtf8AndALineOfTenMegabytesArriveWithNothingLost() throws Exception {
        bundle.module("a", "printf 'bad \\377 byte\\n'; head -c 10000000 /dev/zero | tr '\\0' x; echo; echo end\n");
        AgentJar.Outcome outcome = boot();
        assertThat(outcome.exit()).as(outcome.all()).isZero();
        long letters = 0;
        boolean replaced = false;
        try (BufferedReader events = Files.newBufferedReader(agent.lastRun().resolve("events.ndjson"))) {
            for (String line = events.readLine(); line != null; line = events.readLine()) {
                assertThat(line.length()).isLessThan(70_000);
                Optional<String> output = output(line);
                letters += output.filter(text -> text.startsWith("x"))
                        .map(String::length)
                        .orElse(0);
                replaced |= output.filter("bad \ufffd byte"::equals).isPresent();
            }
        }
        assertThat(letters).isEqualTo(10_000_000);
        assertThat(replaced).isTrue();
    }

    @Test
    void oneThatPrintsWithoutEndFailsAtTheLimitOfItsOutput() throws Exception {
        bundle.module("a", "yes\n");
        AgentJar.Outcome outcome = boot("--max-output", "20m");
        assertThat(outcome.exit()).isEqualTo(10);
        assertThat(outcome.out()).contains("max-output");
    }

    @Test
    void oneThatPrintsAGigabyteIsHeardToTheEnd() throws Exception {
        RealTools.needTime("a gigabyte of output takes minutes");
        bundle.module(
                "a",
                "yes 'a line of sixty-four bytes, which is what many a log line comes to' | head -n 16000000; echo end\n");
        AgentJar.Outcome outcome = boot("--max-output", "2g");
        assertThat(outcome.exit()).isZero();
        long lines = 0;
        try (BufferedReader events = Files.newBufferedReader(agent.lastRun().resolve("events.ndjson"))) {
            for (String line = events.readLine(); line != null; line = events.readLine()) {
                lines += line.contains("a line of sixty-four bytes") ? 1 : 0;
            }
        }
        assertThat(lines).isEqualTo(16_000_000);
    }

    private AgentJar.Outcome boot(String... options) throws IOException, InterruptedException {
        String[] words = new String[options.length + 2];
        words[0] = "--bundle";
        words[1] = bundle.tar().toString();
        System.arraycopy(options, 0, words, 2, options.length);
        return agent.run(words);
    }

    private static Optional<String> output(String event) throws IOException {
        return Json.parse(event) instanceof Map<?, ?> tree
                        && tree.get("event") instanceof Map<?, ?> about
                        && "module.output".equals(about.get("action"))
                        && tree.get("message") instanceof String message
                ? Optional.of(message)
                : Optional.empty();
    }

    /** A zombie does not live; whoever is process 1 here may take its time to ask for it. */
    private static boolean isAlive(String pid) throws IOException {
        Path stat = Path.of("/proc", pid, "stat");
        if (!Files.exists(stat)) {
            return false;
        }
        String line = Files.readString(stat);
        return line.charAt(line.lastIndexOf(')') + 2) != 'Z';
    }
}
