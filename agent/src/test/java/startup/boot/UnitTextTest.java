package startup.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import startup.base.RealTools;

class UnitTextTest {
    private static final String STATE = "/var/lib/startup-agent";

    @TempDir
    Path folder;

    private static String line(UnitText unit, String name) {
        return unit.write()
                .lines()
                .filter(line -> line.startsWith(name + "="))
                .map(line -> line.substring(name.length() + 1))
                .reduce("", String::concat);
    }

    private static UnitText unit(String... command) {
        return new UnitText(List.of(command), STATE);
    }

    @Test
    void itStartsTheAgentAgainAfterACrashAndAfterNothingElse() {
        UnitText unit = unit("/usr/bin/java", "-jar", "/agent.jar", "resume");
        assertThat(line(unit, "ExecStart")).isEqualTo("\"/usr/bin/java\" \"-jar\" \"/agent.jar\" \"resume\"");
        assertThat(line(unit, "Restart")).isEqualTo("on-abnormal");
        assertThat(line(unit, "RestartForceExitStatus")).isEqualTo("3 70");
        assertThat(line(unit, "KillMode")).isEqualTo("process");
    }

    @Test
    void itComesAfterTheNetworkAndNeverAfterCloudFinal() {
        UnitText unit = unit("/usr/bin/java");
        assertThat(line(unit, "After")).isEqualTo("network-online.target");
        assertThat(line(unit, "Wants")).isEqualTo("network-online.target");
        assertThat(line(unit, "WantedBy")).isEqualTo("multi-user.target");
        assertThat(unit.write()).doesNotContain("cloud-final");
    }

    @Test
    void itDoesNothingWithoutTheState() {
        UnitText unit = unit("/usr/bin/java");
        assertThat(line(unit, "ConditionPathExists")).isEqualTo(STATE);
        assertThat(line(unit, "RequiresMountsFor")).isEqualTo(STATE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/my state", "/état", "/a%b", "/a\nb", "relative"})
    void aStateThatWouldHaveToBeQuotedIsNoCondition(String state) {
        assertThat(new UnitText(List.of("/usr/bin/java"), state).write())
                .doesNotContain("Condition", "RequiresMountsFor")
                .contains("StartLimitBurst=5\n\n[Service]");
    }

    @Test
    void wordsAreWrittenSoThatSystemdReadsThemAsTheyAre() {
        assertThat(line(unit("/opt/$java", "a b", "q\"\\", "100%", "$HOME", "é", "two\nlines"), "ExecStart"))
                .isEqualTo("\"/opt/$java\" \"a b\" \"q\\\"\\\\\" \"100%%\" \"$$HOME\" \"é\" \"two\\nlines\"");
    }

    @Test
    void theRealSystemdFindsNoFault() throws Exception {
        RealTools.need("systemd-analyze");
        assertThat(verify(unit("/bin/sh", "-c", "a b", "q\"\\", "100%", "$HOME", "é", "two\nlines", "'", ";")))
                .isEmpty();
    }

    @Test
    void theRealSystemdFindsTheFaultOfAnother() throws Exception {
        RealTools.need("systemd-analyze");
        assertThat(verify(unit("/no/such/program"))).contains("/no/such/program");
    }

    private String verify(UnitText unit) throws IOException, InterruptedException {
        Path file = Files.writeString(folder.resolve(ServiceUnit.NAME), unit.write());
        Process process = new ProcessBuilder("systemd-analyze", "verify", "--man=no", file.toString())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        // it looks at all units that are wanted, those of this machine too
        return output.lines()
                .filter(line -> line.contains(ServiceUnit.NAME))
                .reduce("", (some, line) -> some + line + "\n");
    }
}
