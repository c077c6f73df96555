package startup.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The runtime archive that this build made, unpacked where it was not made. */
class RuntimeIT {
    private static final Path EXAMPLE = Path.of("../modules/examples/start-up-example.tar.enc")
            .toAbsolutePath()
            .normalize();

    @TempDir
    private Path folder;

    private Path agent;

    private record Outcome(int exit, String output) {}

    @BeforeEach
    void unpack() throws Exception {
        Path archive = Path.of(
                        System.getProperty("runtime.folder", "target"), "agent-runtime-linux-" + arch() + ".tar.gz")
                .toAbsolutePath();
        assumeTrue(Files.exists(archive) || System.getenv("CI") != null, "this build's JDK has no jlink");
        assertThat(bash("tar xzf '" + archive + "'").exit()).isZero();
        agent = folder.resolve("agent-runtime/bin/agent");
    }

    private static String arch() {
        String name = System.getProperty("os.arch");
        return name.equals("amd64") ? "x86_64" : name;
    }

    private Outcome bash(String script) throws IOException, InterruptedException {
        Path output = Files.createTempFile(folder, "bash", ".out");
        ProcessBuilder builder = new ProcessBuilder("bash", "-c", script)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("AWS_") || name.equals("JAVA_HOME"));
        builder.environment().put("AWS_EC2_METADATA_DISABLED", "true");
        builder.environment().put("STARTUP_OPT_STATE", folder.resolve("state").toString());
        builder.environment().put("KEY", "stirringdullroots");
        int exit = builder.start().waitFor();
        return new Outcome(exit, Files.readString(output));
    }

    private static boolean isThere(String program) throws IOException, InterruptedException {
        return new ProcessBuilder("bash", "-c", "command -v " + program + " >/dev/null")
                        .start()
                        .waitFor()
                == 0;
    }

    private static void need(String program) throws IOException, InterruptedException {
        assumeTrue(isThere(program) || System.getenv("CI") != null, program + " is not installed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"bash", "dash", "busybox sh"})
    void itBootsTheExampleUnderEachShell(String shell) throws Exception {
        need(shell.split(" ", -1)[0]);
        Outcome outcome = bash(shell + " " + agent + " --bundle " + EXAMPLE + " --key env:KEY");
        assertThat(outcome.exit()).as(outcome.output()).isZero();
        assertThat(outcome.output()).contains("There is a letter for you", "OK: 3 modules");
    }

    @Test
    void aLinkToItIsAsGood() throws Exception {
        Outcome outcome =
                bash("mkdir bin && ln -s ../agent-runtime/bin/agent bin/agent && ln -s bin/agent a && ./a --version"
                        + " && PATH=$PWD/bin:$PATH agent --version && cd bin && sh agent --version");
        assertThat(outcome.exit()).as(outcome.output()).isZero();
        assertThat(outcome.output().lines()).hasSize(3).allMatch(line -> line.startsWith("agent "));
    }

    /** Java exits with an error if the archive is not good in this folder. */
    @ParameterizedTest
    @ValueSource(strings = {"512m", "8g", "512g"})
    void itsArchiveOfClassesIsGoodWhereverItIsUnpackedOnMachinesSmallAndLarge(String memory) throws Exception {
        String release = Files.readString(folder.resolve("agent-runtime/release"));
        boolean caches = Integer.parseInt(release.replaceAll("(?s).*JAVA_VERSION=\"(\\d+).*", "$1")) >= 25;
        String insist = caches ? "-XX:AOTMode=on" : "-Xshare:on";
        Outcome outcome = bash("JDK_JAVA_OPTIONS='-XX:MaxRAM=" + memory + " " + insist + "' " + agent + " --version");
        assertThat(outcome.exit()).as(outcome.output()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"gzip, gzip", "xz, xz", "bzip2, bzip2", "zstd, zstd -q"})
    void itReadsEachCompression(String program, String command) throws Exception {
        need(program);
        Outcome outcome =
                bash("mkdir -p b/start-up-bundle/a && echo 'echo from a' > b/start-up-bundle/a/start-up.sh && "
                        + "tar c -C b start-up-bundle | " + command + " > bundle && " + agent + " --bundle bundle");
        assertThat(outcome.exit()).as(outcome.output()).isZero();
        assertThat(outcome.output()).contains("from a");
    }

    @Test
    void itOpensWhatAgeSealed() throws Exception {
        need("age");
        Outcome outcome = bash("mkdir -p start-up-bundle/a && echo 'echo from a' > start-up-bundle/a/start-up.sh && "
                + "age-keygen -o identity 2>/dev/null && tar c start-up-bundle | age -r $(age-keygen -y identity) > bundle && "
                + agent + " --bundle bundle --key file:identity");
        assertThat(outcome.exit()).as(outcome.output()).isZero();
        assertThat(outcome.output()).contains("from a");
    }

    @ParameterizedTest
    @CsvSource({
        "a:b, LC_ALL=C.UTF-8, Java ends a path at a colon",
        "gr\\303\\274n, LC_ALL=POSIX, set LC_ALL=C.UTF-8",
        "gr\\303\\274n, -u LC_ALL -u LC_CTYPE -u LANG, set LC_ALL=C.UTF-8"
    })
    void whereJavaFindsNothingItSaysSo(String place, String locale, String why) throws Exception {
        Outcome outcome = bash("p=$'" + place + "' && mkdir $p && mv agent-runtime $p && env " + locale
                + " $PWD/$p/agent-runtime/bin/agent --version");
        assertThat(outcome.exit()).as(outcome.output()).isEqualTo(15);
        assertThat(outcome.output().lines()).hasSize(1).first().asString().contains(why);
    }

    @Test
    void inAnotherLocaleThePlaceMayHaveAnyName() throws Exception {
        Outcome outcome = bash("p=$'gr\\303\\274n \\342\\202\\254' && mkdir \"$p\" && mv agent-runtime \"$p\""
                + " && LC_ALL=C.UTF-8 \"$PWD/$p/agent-runtime/bin/agent\" --version");
        assertThat(outcome.exit()).as(outcome.output()).isZero();
    }

    @Test
    void whereNoProgramCanBeStartedItSaysSo() throws Exception {
        assumeTrue("root".equals(System.getProperty("user.name")), "only root may mount");
        Outcome outcome = bash("unshare --mount sh -c 'mount --bind agent-runtime agent-runtime"
                + " && mount -o remount,bind,noexec agent-runtime && sh agent-runtime/bin/agent --version'");
        assertThat(outcome.exit()).as(outcome.output()).isEqualTo(15);
        assertThat(outcome.output().lines()).hasSize(1).first().asString().contains("noexec");
    }

    @Test
    void withoutGlibcItSaysWhatIsMissing() throws Exception {
        String script = Files.readString(agent);
        Files.writeString(agent, script.replaceAll("/lib[0-9]*/ld-linux-[-_.a-z0-9]*", "/no-such-loader"));
        Outcome outcome = bash("agent-runtime/bin/agent --version");
        assertThat(outcome.exit()).isEqualTo(15);
        assertThat(outcome.output().lines())
                .containsExactlyElementsOf(
                        List.of("ERROR The agent cannot run: its Java needs glibc, and this system has no"
                                + " /no-such-loader; install a Java of the system and use agent.jar"));
    }

    @Test
    void whatIsInItBelongsToRootAndHasNoSpecialRights() throws Exception {
        Outcome listing = bash("tar tvzf \"$(ls -t "
                + Path.of(System.getProperty("runtime.folder", "target")).toAbsolutePath()
                + "/agent-runtime-linux-*.tar.gz | head -n 1)\"");
        assertThat(listing.exit()).isZero();
        assertThat(listing.output().lines())
                .isNotEmpty()
                .allMatch(line -> line.matches("[-d]r[w-][x-]r-[x-]r-[x-] 0/0 .* agent-runtime/.*"));
    }
}
