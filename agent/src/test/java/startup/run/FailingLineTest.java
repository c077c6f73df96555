package startup.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import startup.base.HandWoundTicker;

/** The line that failed is named, and the script does what it does under bash alone: same output, same exit status. */
class FailingLineTest {
    private static final String NOWHERE = "start-up.sh";

    private static final String SELF_EXAMINATION = """
            cat /no/such 2>&1; echo "$_" $?; bash -c 'false; echo $-; trap -p; env | grep -c BASH_ENV'
            type trap exit; declare -F; echo "[${BASH_ENV-}] $- $# $0 ${BASH_SOURCE[*]}"; exit 2
            """;

    @TempDir
    Path folder;

    private Bench bench;

    @BeforeEach
    void setUp() throws IOException {
        bench = new Bench(folder);
        bench.ticker = new HandWoundTicker();
    }

    static Stream<Arguments> scripts() {
        return Stream.of(
                script("set -e\n\necho a\ncat /no/such\necho b", "start-up.sh:4: cat /no/such"),
                script("echo a\ncat /no/such\n", "start-up.sh:2: cat /no/such"),
                script("false\nexit 3\n", "start-up.sh:2: exit 3"),
                script("false\necho a; exit 1\n", "start-up.sh:2: exit 1"),
                script(
                        "a=1\nif test $a = 1; then\n  echo no\n  exit 4\nfi\nexit 44 # never\n",
                        "start-up.sh:4: exit 4"),
                script("test -f /x || exit 5\n", "start-up.sh:1: exit 5"),
                script("true || exit 5\ntest -f /x || exit 5\n", NOWHERE),
                script("test -f /x &&\n  echo b", "start-up.sh:1: test -f /x"),
                script("echo a\n(exit 3) && echo b", "start-up.sh:2: ( exit 3 )"),
                script("cat /no/such || exit 5\ncat /x || exit 5\ntrue\n", "start-up.sh:1: exit 5"),
                script(
                        "if false; then\n  exit 6\nfi\nif ! cat /no/such; then\n  exit 6\nfi\ncat /x || exit 6\n",
                        "start-up.sh:5: exit 6"),
                script("test -f / || exit 5\ntest -f /x || exit 5\ntrue\n", NOWHERE),
                script("case b in\n a) exit 6;;\n b) exit 6;;\nesac\n", NOWHERE),
                script("set -eo pipefail\nfalse | cat\n", "start-up.sh:2: false | cat"),
                script("set -e\nx=$(exit 7)\n", "start-up.sh:2: x=$(exit 7)"),
                script("set -e\ncat \\\n  /no/such\n", "start-up.sh:2: cat /no/such"),
                script(
                        "set -e\nfalse || true\nif false; then :; fi\n! true\ncat /no/such 2>/dev/null\n",
                        "start-up.sh:5: cat /no/such 2> /dev/null"),
                script(
                        "set -e\nf() {\n  echo f\n  cat /no/such\n}\nf a\n",
                        "start-up.sh:4: cat /no/such (f called at start-up.sh:6)"),
                script(
                        "die() { echo \"$1\"; exit 1; }\necho a\ndie b\n",
                        "start-up.sh:1: exit 1 (die called at start-up.sh:3)"),
                script("a() { exit 1; }\nb() { exit 1; }\necho a\nb now\n", "start-up.sh:4: b now"),
                script("set -e\n. ./lib.sh\n", "./lib.sh:2: cat /no/such"),
                script("set -e\n. ./quits.sh\n", "start-up.sh:2: . ./quits.sh"),
                script("set -u\necho a\necho $nope\n", "start-up.sh:3: echo $nope"),
                script("set -e\ncat <<X /no/such\n$HOME\nX\n", "start-up.sh:2: cat <<X /no/such"),
                script("set -ex\necho a\ncat /no/such\n", "start-up.sh:3: cat /no/such"),
                script("exec 7>trace; BASH_XTRACEFD=7; set -ex\nfalse\n", NOWHERE),
                script("set -C -f; IFS=,; set -a -o posix\nfalse; exit 9", "start-up.sh:2: exit 9"),
                script("set -e\necho 'gr\u00fc\u0001n'; grep \u00e4 /no/such\n", "start-up.sh:2: grep \u00e4 /no/such"),
                script("exit 300\n", "start-up.sh:1: exit 300"),
                script("return 3\n", "start-up.sh:1: return 3"),
                script("exec /no/such\n", NOWHERE),
                script("exec bash -c 'trap -p; echo $BASH_ENV; exit 3'\n", NOWHERE),
                script("if\n", NOWHERE),
                script("echo a\nfi\n", NOWHERE),
                script("kill -TERM $$; echo b\n", NOWHERE),
                script("kill -KILL $$\n", NOWHERE),
                script("set -v\nfalse\n", NOWHERE),
                script("ulimit -f 0\nfalse\nexit 3", NOWHERE),
                script("trap 'echo bye $? $LINENO' EXIT\nfalse\nexit 3\n", NOWHERE),
                script("set -e; trap 'echo bye $?' EXIT\necho a\ncat /no/such\n", "start-up.sh:3: cat /no/such"),
                script(
                        "trap 'echo err $LINENO $BASH_COMMAND' ERR\nf() { false; true; }\nf\nfalse\nexit 3\n",
                        "start-up.sh:5: exit 3"),
                script("trap 'echo d $BASH_COMMAND' DEBUG\nf() { false; }\nf\n", NOWHERE),
                script("trap 'exit 11' TERM; kill $$\n", "start-up.sh:1: kill $$"),
                script("exec 2>&-\nfalse\nexec >&-\nexit 3\n", "start-up.sh:4: exit 3"),
                script("unset LINENO BASH_COMMAND; set -eu\nfalse\n", NOWHERE),
                script("ulimit -n 90\nexit 3\n", "start-up.sh:2: exit 3"),
                script("printf() { echo mine; }\ncd /\nexit 3\n", "start-up.sh:3: exit 3"),
                script("(sleep 0.01; exit 3) & wait $!; echo ${PIPESTATUS[@]}; exit 3$?\n", "start-up.sh:1: exit 3$?"),
                script(SELF_EXAMINATION, "start-up.sh:2: exit 2"));
    }

    private static Arguments script(String text, String where) {
        return Arguments.of(text, where);
    }

    @ParameterizedTest
    @MethodSource("scripts")
    void theLineIsNamedAndNothingElseIsDifferent(String text, String where) throws Exception {
        bench.described("a", text, Manifests.usual().traced().done());
        write("lib.sh", "echo lib\ncat /no/such\n");
        write("quits.sh", "echo quits\nexit 8\n");
        Process bare = new ProcessBuilder("bash", "start-up.sh")
                .directory(bench.module("a").toFile())
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectErrorStream(true)
                .start();
        List<String> said = bare.inputReader(StandardCharsets.UTF_8).lines().toList();
        int status = bare.waitFor();

        List<ModuleResult> results = bench.run();

        assertThat(bench.output()).isEqualTo(said);
        ModuleResult.Failed failed = (ModuleResult.Failed) results.get(0);
        assertThat(failed.exit()).isEqualTo(status);
        assertThat(failed.because()).containsPattern("^" + Pattern.quote(where) + ": (exit status|killed by) ");
    }

    private void write(String file, String text) throws IOException {
        Files.writeString(bench.module("a").resolve(file), text);
    }

    @Test
    void onlyWhatTheScriptMayNoticeIsDifferentInIt() throws Exception {
        String script =
                "{ echo \"$_\"; set -o; shopt; alias; hash; ulimit -a; ls /proc/self/fd; env | grep -v ^STARTUP_;"
                        + " declare -F; compgen -v; } > $BENCH/seen-$STARTUP_MODULE\n"
                        + "ls $BENCH/out/$STARTUP_MODULE > $BENCH/files-$STARTUP_MODULE\n";
        bench.described("a", script, Manifests.usual().done())
                .described("b", script, Manifests.usual().traced().done());

        bench.run();

        List<String> seen = new ArrayList<>();
        for (String module : List.of("a", "b")) {
            seen.add(bench.read("seen-" + module).replace("start-up-bundle/" + module, ""));
        }
        assertThat(seen.get(1)).isEqualTo(seen.get(0));
        assertThat(bench.read("files-a")).doesNotContain("1.prelude");
        assertThat(bench.read("files-b")).contains("1.prelude", "1.line");
    }

    @Test
    void whatTheHooksWroteIsGoneOnceItHasBeenTold() throws Exception {
        bench.described("a", "cat /no/such", Manifests.usual().traced().done()).run();

        assertThat(bench.out().resolve("a/1.line")).doesNotExist();
        assertThat(bench.out().resolve("a/1.prelude")).doesNotExist();
    }

    @Test
    void withoutAManifestNothingIsTraced() throws Exception {
        // only these two, for who runs the tests may have had signals ignored, as nohup does
        bench.bare("a", "trap -p EXIT ERR\nfalse\n");

        List<ModuleResult> results = bench.run();

        assertThat(bench.output()).isEmpty();
        assertThat(((ModuleResult.Failed) results.get(0)).because()).isEqualTo("start-up.sh: exit status 1");
        assertThat(bench.out().resolve("a/1.line")).doesNotExist();
    }

    @Test
    void aGivenBashEnvIsReadByBashAloneAndTheLineIsLost() throws Exception {
        write(bench, "given");
        bench.variables.put("BASH_ENV", bench.folder().resolve("given").toString());
        bench.described(
                "a",
                "echo $GIVEN $BASH_ENV\nfalse\n",
                Manifests.usual().traced().done());

        List<ModuleResult> results = bench.run();

        assertThat(bench.output()).containsExactly("yes " + bench.folder().resolve("given"));
        assertThat(((ModuleResult.Failed) results.get(0)).because()).isEqualTo("start-up.sh: exit status 1");
    }

    private static void write(Bench bench, String file) throws IOException {
        Files.writeString(bench.folder().resolve(file), "GIVEN=yes\n");
    }

    @Test
    void aRetriedAttemptTellsItsLineToo() throws Exception {
        bench.described(
                "a",
                "set -e\ntest $STARTUP_ATTEMPT = 2\n",
                Manifests.usual().traced().attempts(2).done());

        bench.run();

        assertThat(bench.recorded.messages("module.retried").get(0))
                .startsWith("Module a failed: start-up.sh:2: test $STARTUP_ATTEMPT = 2: exit status 1; attempt 2");
    }
}
