package startup.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import startup.base.Ticker;

/** What only shows when the agent is a process of its own: what its modules inherit, its memory, and its violent death. */
@Timeout(600)
class WholeAgentTest {
    private static final String LOOP =
            "cd start-up-bundle; for i in */start-up.sh; do (cd $(dirname $i); bash start-up.sh); done";

    @TempDir
    Path folder;

    private Bench bench() throws IOException {
        return new Bench(folder);
    }

    private static List<String> agent(Bench bench, String... options) {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(List.of(options));
        command.addAll(List.of(
                "-cp",
                System.getProperty("java.class.path"),
                RunnerMain.class.getName(),
                bench.bundle().toString(),
                bench.out().toString(),
                bench.folder().resolve("report").toString()));
        return command;
    }

    /** Runs a shell command in the bench's folder, with no signal blocked by this JVM, in an environment that has all that bash treats in its own way. */
    private static void shell(Bench bench, String command, List<String> arguments) throws Exception {
        List<String> line = new ArrayList<>(List.of("bash", "-c", """
                umask 027; ulimit -S -n 512; ulimit -S -c 0
                exec env --default-signal=QUIT -i PATH="$PATH" BENCH="$PWD" HOME=/nowhere LATIN=$'\\xe4\\n\\1\\177' UTF=grün EMPTY= A.B=1 \\
                  BASH_ENV="$PWD/bash-env" SHELLOPTS=braceexpand:hashall:interactive-comments:physical \\
                  BASHOPTS=extglob 'BASH_FUNC_echo%%=() { builtin echo "$@"; }' ENV=/x CDPATH=/tmp POSIX=1 \\
                  bash -c "$0" bash "$@" </dev/null
                """, command));
        line.addAll(arguments);
        Files.writeString(bench.folder().resolve("bash-env"), "SOURCED=$((SOURCED+1))\n");
        Process process = new ProcessBuilder(line)
                .directory(bench.folder().toFile())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
    }

    private static List<String> dumped(Bench bench, String file) throws IOException {
        Path path = bench.folder().resolve(file);
        String text = Files.readString(path, StandardCharsets.ISO_8859_1);
        Files.delete(path);
        return List.of(text.split("\0", -1)).stream().sorted().toList();
    }

    @Test
    void aModuleInheritsWhatItWouldInheritInTheLoopAndOurVariables() throws Exception {
        Bench bench = bench().bare("a", """
                        env -0 > $BENCH/env
                        {
                          ulimit -a
                          ulimit -S -n
                          umask
                          grep -E 'Sig(Blk|Ign)|Seccomp:|NoNewPrivs' /proc/self/status
                          ls /proc/self/fd
                          readlink /proc/self/fd/0
                          tr '\\0' ' ' < /proc/$$/cmdline
                          echo "$0 $# $- $SHELLOPTS $BASHOPTS $SHLVL $_ $SOURCED $PWD $OLDPWD"
                          trap
                          declare -F
                        } > $BENCH/rest
                        """);
        shell(bench, LOOP, List.of());
        List<String> environmentOfLoop = dumped(bench, "env");
        List<String> restOfLoop = dumped(bench, "rest");

        shell(bench, "\"$@\"; :", agent(bench));

        List<String> environment = dumped(bench, "env");
        assertThat(environment.stream().filter(variable -> !variable.startsWith("STARTUP_")))
                .isEqualTo(environmentOfLoop);
        assertThat(environment.stream().filter(variable -> variable.startsWith("STARTUP_")))
                .containsExactly(
                        "STARTUP_ATTEMPT=1",
                        "STARTUP_BUNDLE_DIR=" + bench.bundle(),
                        "STARTUP_MODULE=a",
                        "STARTUP_RUN_ID=" + RunnerMain.runOf(bench.bundle()));
        assertThat(dumped(bench, "rest")).isEqualTo(restOfLoop);
    }

    @Test
    void aKilledAgentsModuleGoesOnToItsEndAndNothingOfItIsLost() throws Exception {
        Bench bench = bench().bare("a", """
                        touch $BENCH/started
                        until test -e $BENCH/gate; do echo waiting; sleep 0.01; done
                        for i in {1..2000}; do echo "line $i"; done
                        echo last >&2
                        exit 5
                        """);
        ProcessBuilder builder = new ProcessBuilder(agent(bench));
        builder.environment().put("BENCH", bench.folder().toString());
        Process agent = builder.redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        await(bench.folder().resolve("started"));

        agent.destroyForcibly().waitFor();
        Files.createFile(bench.folder().resolve("gate"));

        assertThat(endingOf(bench.out().resolve("a/1.exit"))).isEqualTo(new Ending(5, false));
        List<String> lines = Files.readAllLines(bench.out().resolve("a/1.log"));
        lines.removeIf(line -> line.equals("waiting"));
        assertThat(lines).hasSize(2001).startsWith("line 1").endsWith("line 2000", "last");
        assertThat(bench.folder().resolve("report")).doesNotExist();
    }

    private static void await(Path file) throws InterruptedException {
        while (!Files.exists(file)) {
            Ticker.system().sleep(Duration.ofMillis(5));
        }
    }

    private static Ending endingOf(Path file) throws InterruptedException {
        Optional<Ending> ending = ExitFile.read(file).ending();
        while (ending.isEmpty()) {
            Ticker.system().sleep(Duration.ofMillis(5));
            ending = ExitFile.read(file).ending();
        }
        return ending.get();
    }

    /** A gibibyte where time does not matter, and a line of ten megabytes everywhere. */
    @Test
    void muchOutputFitsIntoASmallHeap() throws Exception {
        long lines = "true".equals(System.getenv("CI")) ? 1_000_000 : 60_000;
        Bench bench = bench().bare(
                        "a",
                        "head -c 10000000 /dev/zero | tr '\\0' x; echo; printf -v line '%01023d' 0; yes $line | head -n "
                                + lines);
        Process agent = new ProcessBuilder(agent(bench, "-Xmx64m", "-XX:+UseSerialGC", "-XX:-UsePerfData"))
                .inheritIO()
                .start();

        assertThat(agent.waitFor()).isZero();

        String[] report = bench.read("report").split(" ", -1);
        assertThat(report[0]).isEqualTo("0");
        assertThat(Long.parseLong(report[1])).isEqualTo(lines + 153);
        assertThat(Long.parseLong(report[2])).isEqualTo(lines * 1023 + 10_000_000);
        assertThat(Long.parseLong(report[3])).as("peak RSS in KiB").isLessThan(200_000);
    }
}
