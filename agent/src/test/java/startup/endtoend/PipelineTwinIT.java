package startup.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static startup.endtoend.BundleFolder.PASSWORD;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import startup.base.RealTools;

/** The old pipeline and the agent, given the same sealed bundle, do the same. */
class PipelineTwinIT {
    private static final String OLD_PIPELINE = """
            trap 'echo ERROR Bootstrapping failed; exit 1' ERR
            set -o pipefail
            cat "$1" | openssl enc -d -aes-256-cbc -k "$2" 2>/dev/null | tar x
            cd start-up-bundle
            for i in */start-up.sh ; do (cd `dirname $i`; bash start-up.sh) ; done
            """;

    private static final String TREE = """
            cd "$1" && find . -mindepth 1 -printf '%P\\t%y\\t%m\\t%s\\t%l\\t%U\\t%G\\n' | LC_ALL=C sort |
              sed -E 's/^([^\\t]*\\td\\t[0-7]*\\t)[0-9]*/\\1-/' && find . -type f -exec sha256sum {} + | LC_ALL=C sort
            """;

    @TempDir
    Path folder;

    private Path twin;
    private AgentJar agent;
    private BundleFolder bundle;

    @BeforeEach
    void prepare() throws IOException {
        RealTools.need("bash", "openssl", "tar", "find");
        twin = Files.createDirectory(folder.resolve("twin"));
        agent = new AgentJar(folder).environment("STARTUP_PASSWORD", PASSWORD);
        bundle = new BundleFolder(Files.createDirectory(folder.resolve("work")));
    }

    @Test
    void bothLeaveTheSameTree() throws Exception {
        bundle.module("base", "true\n")
                .file("base/data/readonly", "r")
                .file("base/data/with space and \"quotes\"", "q")
                .file("lib/shared.sh", "echo shared\n")
                .file(".hidden/start-up.sh", "exit 1\n");
        new Shell(bundle.folder()).run("""
                chmod 400 base/data/readonly; chmod 751 base; ln -s ../lib/shared.sh base/link
                ln -s /nowhere/at/all base/dangling; ln base/start-up.sh base/hard
                mkdir base/empty; chmod 500 base/data; touch -d '2001-02-03 04:05:06' lib/shared.sh
                printf x > "$(printf 'base/latin1-\\351')"; printf x > "base/utf8-é日本"
                head -c 100000 /dev/urandom > base/blob; truncate -s 1M base/sparse
                mkdir -p base/$(printf 'deep/%.0s' {1..40}) && touch base/$(printf 'deep/%.0s' {1..40})file
                """);
        Path sealed = bundle.sealed();
        AgentJar.Outcome outcome = boot(sealed);
        assertThat(outcome.exit()).as(outcome.all()).isZero();
        assertThat(oldPipeline(sealed).exit()).isZero();
        assertThat(treeOf(bootedBundle())).isEqualTo(treeOf(twin.resolve("start-up-bundle")));
    }

    @Test
    void bothRunTheSameModulesInTheSameOrder() throws Exception {
        for (String name : List.of("java-tools", "java", "10-last", "9-first", "Z", "a", "é")) {
            bundle.module(name, "basename \"$PWD\" >> \"$ORDER\"\n");
        }
        bundle.file("no-module/readme", "").file(".hidden/start-up.sh", "echo hidden >> \"$ORDER\"\n");
        assertSameOrder(0);
    }

    @Test
    void bothStopAtTheModuleThatFails() throws Exception {
        bundle.module("a", "echo a >> \"$ORDER\"\n")
                .module("b", "echo b >> \"$ORDER\"; exit 3\n")
                .module("c", "echo c >> \"$ORDER\"\n");
        assertSameOrder(10);
    }

    @Test
    void withoutAManifest75And194AreFailuresLikeAnyAndNoCheckIsRun() throws Exception {
        bundle.module("a", "echo a >> \"$ORDER\"\n")
                .file("a/check.sh", "echo checked >> \"$ORDER\"; exit 1\n")
                .module("b", "echo b >> \"$ORDER\"; exit 75\n");
        assertSameOrder(10);
    }

    @Test
    void aModuleSeesTheSameEnvironmentAndTheAgentsOwnVariables() throws Exception {
        bundle.module(
                "a",
                "env -0 | LC_ALL=C sort -z | tr '\\0' '\\n' >> \"$ORDER\"; umask >> \"$ORDER\"; ulimit -a >> \"$ORDER\"\n");
        Path sealed = bundle.sealed();
        AgentJar.Outcome outcome = agent.environment(
                        "ORDER", folder.resolve("agent.order").toString())
                .environment("OF_USER_DATA", "inherited")
                .run("--bundle", sealed.toString(), "--key", "env:STARTUP_PASSWORD");
        assertThat(outcome.exit()).as(outcome.all()).isZero();
        new Shell(twin)
                .attempt(
                        java.util.Map.of(
                                "ORDER", folder.resolve("pipeline.order").toString(), "OF_USER_DATA", "inherited"),
                        OLD_PIPELINE,
                        sealed.toString(),
                        PASSWORD);
        List<String> ours = Files.readAllLines(folder.resolve("agent.order")).stream()
                .filter(line -> !line.startsWith("STARTUP_"))
                .filter(PipelineTwinIT::isSteady)
                .toList();
        List<String> theirs = Files.readAllLines(folder.resolve("pipeline.order")).stream()
                .filter(PipelineTwinIT::isSteady)
                .toList();
        assertThat(ours).isEqualTo(theirs).contains("OF_USER_DATA=inherited");
        assertThat(Files.readString(folder.resolve("agent.order")))
                .contains("STARTUP_MODULE=a", "STARTUP_ATTEMPT=1", "STARTUP_RUN_ID=", "STARTUP_BUNDLE_DIR=")
                .doesNotContain("STARTUP_OPT_", "STARTUP_PASSWORD", PASSWORD);
    }

    /** Without what differs because the two run in different places, and what AgentJar takes away or adds for tests. */
    private static boolean isSteady(String line) {
        return !line.startsWith("AWS_")
                && !line.startsWith("PWD=")
                && !line.startsWith("OLDPWD=")
                && !line.startsWith("ORDER=")
                && !line.startsWith("SHLVL=")
                && !line.startsWith("_=");
    }

    private void assertSameOrder(int exit) throws Exception {
        Path sealed = bundle.sealed();
        AgentJar.Outcome outcome = agent.environment(
                        "ORDER", folder.resolve("agent.order").toString())
                .run("--bundle", sealed.toString(), "--key", "env:STARTUP_PASSWORD");
        assertThat(outcome.exit()).as(outcome.all()).isEqualTo(exit);
        Shell.Result pipeline = new Shell(twin)
                .attempt(
                        java.util.Map.of(
                                "ORDER", folder.resolve("pipeline.order").toString(), "LC_ALL", "C"),
                        OLD_PIPELINE,
                        sealed.toString(),
                        PASSWORD);
        assertThat(pipeline.exit() == 0).as(pipeline.output()).isEqualTo(exit == 0);
        assertThat(Files.readString(folder.resolve("agent.order")))
                .isEqualTo(Files.readString(folder.resolve("pipeline.order")))
                .isNotEmpty();
    }

    private AgentJar.Outcome boot(Path sealed) throws IOException, InterruptedException {
        return agent.run("--bundle", sealed.toString(), "--key", "env:STARTUP_PASSWORD");
    }

    private Shell.Result oldPipeline(Path sealed) throws IOException, InterruptedException {
        return new Shell(twin).attempt(OLD_PIPELINE, sealed.toString(), PASSWORD);
    }

    private Path bootedBundle() throws IOException {
        try (var bundles = Files.list(agent.state().resolve("bundles"))) {
            return bundles.findFirst().orElseThrow().resolve("start-up-bundle");
        }
    }

    private String treeOf(Path tree) throws IOException, InterruptedException {
        return new Shell(folder).run(TREE, tree.toString());
    }
}
