package startup.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import startup.base.AgentException;
import startup.base.ExitStatus;

/** What is read of the machine: its programs, limits and processes. */
class MachineFactsTest {
    @TempDir
    Path proc;

    @ParameterizedTest
    @CsvSource({
        // own soft and hard, parent's soft and hard, command line, what children get
        "4096, 4096, 1024, 4096, java -jar, 1024",
        "1024, 4096, 512, 4096, java -jar, ''",
        "4096, 4096, 4096, 4096, java -jar, ''",
        "4096, 4096, 1024, 9999, java -jar, ''",
        "4096, 4096, 1024, 4096, java -XX:-MaxFDLimit -jar, ''",
        "unlimited, unlimited, 1024, unlimited, java -jar, 1024",
    })
    void theLimitOfOpenFilesIsTheParentsWhereTheJvmRaisedItsOwn(
            String soft, String hard, String parentSoft, String parentHard, String command, String expected)
            throws IOException {
        limits("self", soft, hard);
        limits("7", parentSoft, parentHard);
        Files.writeString(proc.resolve("self/cmdline"), command.replace(' ', '\0') + "\0");

        assertThat(new GivenLimits(proc).softOpenFiles(7)).isEqualTo(expected);
    }

    private void limits(String process, String soft, String hard) throws IOException {
        Files.createDirectories(proc.resolve(process));
        Files.writeString(
                proc.resolve(process).resolve("limits"),
                "Limit  Soft Limit  Hard Limit  Units\nMax open files            " + soft + "      " + hard
                        + "      files     \n");
    }

    @Test
    void aParentThatIsGoneChangesNothing() throws IOException {
        limits("self", "9", "9");
        assertThat(new GivenLimits(proc).softOpenFiles(7)).isEmpty();
    }

    @Test
    void programsAreFoundOnThePathAndAMissingOneIsNamed() throws Exception {
        assertThat(ShellTools.find(Map.of()).bash()).isAbsolute().isExecutable();
        Path own = Files.createFile(proc.resolve("bash"));
        assertThat(own.toFile().setExecutable(true)).isTrue();
        assertThat(ShellTools.find(Map.of("PATH", "relative::" + proc)).bash()).isEqualTo(own);

        assertThatThrownBy(() -> ShellTools.find("no-such-program", "/usr/bin"))
                .isInstanceOfSatisfying(AgentException.class, missing -> {
                    assertThat(missing.status()).isEqualTo(ExitStatus.MACHINE);
                    assertThat(missing.why()).contains("'no-such-program'");
                });
    }

    @Test
    void aProcessMayHaveAnyName() {
        String stat =
                "42 (a) S (b) S 7 40 41 34816 -1 4194560 1 2 3 4 5 6 7 8 20 0 1 0 98765 1000 200 18446744073709551615";

        assertThat(ProcessEntry.parse(stat)).isEqualTo(new ProcessEntry(42, 'S', 7, 40, 41, 34816, 98765));
    }

    @Test
    void thisProcessIsSeenAndOneThatIsGoneIsNot() throws Exception {
        ProcessEntry self = ProcessEntry.of(ProcessHandle.current().pid()).orElseThrow();
        assertThat(self.lives()).isTrue();
        assertThat(ProcessEntry.all()).extracting(ProcessEntry::pid).contains(self.pid());
        assertThat(self.worksIn(Path.of("").toAbsolutePath().toRealPath())).isTrue();
        assertThat(self.worksIn(proc)).isFalse();

        Process gone = new ProcessBuilder("true").start();
        gone.waitFor();
        assertThat(ProcessEntry.of(gone.pid())).isEqualTo(Optional.empty());
    }

    @Test
    void whoOnlyReadsAFileDoesNotWriteToIt() throws Exception {
        Path file = Files.createFile(proc.resolve("file")).toRealPath();
        Process reader =
                new ProcessBuilder("sleep", "1000").redirectInput(file.toFile()).start();
        Process writer = new ProcessBuilder("sleep", "1000")
                .redirectOutput(ProcessBuilder.Redirect.appendTo(file.toFile()))
                .start();
        try {
            assertThat(ProcessEntry.of(reader.pid()).orElseThrow().writesTo(file))
                    .isFalse();
            assertThat(ProcessEntry.of(writer.pid()).orElseThrow().writesTo(file))
                    .isTrue();
        } finally {
            reader.destroyForcibly();
            writer.destroyForcibly();
        }
    }
}
