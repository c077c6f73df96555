package startup.make;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import startup.base.AgentException;

class UserDataTest {
    private static final String HEX = "0123456789abcdef".repeat(4);

    private final Map<String, String> exports = new LinkedHashMap<>();

    private byte[] made(String url, boolean cloudConfig, UserDataForm form) throws IOException {
        List<String> pins = url.contains("{arch}") ? List.of("x86_64=" + HEX, "aarch64=" + HEX) : List.of(HEX);
        return new UserData(AgentDownload.parse(url, pins), exports, cloudConfig, form).bytes();
    }

    private String script(String url) throws IOException {
        return new String(made(url, false, UserDataForm.PLAIN), StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://artifacts.example.com/start-up/0.1.0/agent.jar",
                "https://artifacts.example.com/start-up/0.1.0/agent-runtime-linux-{arch}.tar.gz"
            })
    void filledInItStaysUnder4KiloBytes(String url) throws IOException {
        exports.put("STARTUP_OPT_BUNDLE", "s3://example-personalities/production/web/web-2026-11-22.bundle");
        exports.put("STARTUP_OPT_KEY", "secretsmanager:production/start-up/key#password");
        exports.put("STARTUP_OPT_SHA256", HEX);
        exports.put("STARTUP_OPT_ALLOW_REBOOT", "true");
        exports.put("STARTUP_OPT_LOGS", "s3://example-logs/boot");
        assertThat(made(url, false, UserDataForm.PLAIN)).hasSizeLessThan(4096);
    }

    @Test
    void aScriptBeginsAsAScriptAndHasNoMarkLeft() throws IOException {
        exports.put("STARTUP_OPT_BUNDLE", "@AGENT_URL@");
        String script = script("https://h/agent.jar");
        assertThat(script)
                .startsWith("#!/bin/sh\nurl='https://h/agent.jar'\npins='" + HEX
                        + "'\nexport STARTUP_OPT_BUNDLE='@AGENT_URL@'\n")
                .doesNotContain("@AGENT_SHA256@", "#@", "set -x");
        assertThat(script.lines().skip(1)).noneMatch(line -> line.startsWith(" ") || line.startsWith("#"));
    }

    @Test
    void anAgentHasOnlyTheLinesThatItsKindNeeds() throws IOException {
        assertThat(script("https://h/agent.jar"))
                .contains("JAVA_HOME", "UseSerialGC")
                .doesNotContain("glibc", "tar -x");
        assertThat(script("https://h/agent-{arch}.tar.gz"))
                .contains("glibc", "tar -x", "uname -m")
                .doesNotContain("JAVA_HOME", "UseSerialGC");
    }

    @ParameterizedTest
    @EnumSource(UserDataForm.class)
    void theSameWishGivesTheSameBytes(UserDataForm form) throws IOException {
        assertThat(made("https://h/agent.jar", true, form)).isEqualTo(made("https://h/agent.jar", true, form));
    }

    @Test
    void everyFormHoldsTheSame() throws IOException {
        byte[] plain = made("https://h/agent.jar", false, UserDataForm.PLAIN);
        byte[] gzip = made("https://h/agent.jar", false, UserDataForm.GZIP);
        assertThat(unzipped(gzip)).isEqualTo(plain);
        assertThat(decoded(made("https://h/agent.jar", false, UserDataForm.BASE64)))
                .isEqualTo(plain);
        assertThat(decoded(made("https://h/agent.jar", false, UserDataForm.GZIP_BASE64)))
                .isEqualTo(gzip);
    }

    @Test
    void aCloudConfigHasTheScriptInAFileOfRootsAndRunsIt() throws IOException {
        String config = new String(made("https://h/agent.jar", true, UserDataForm.PLAIN), StandardCharsets.UTF_8);
        List<String> lines = config.lines().toList();
        assertThat(lines.get(0)).isEqualTo("#cloud-config");
        assertThat(lines).contains("    permissions: '0700'", "  - [sh, /run/startup-agent/userdata.sh]");
        String content = lines.stream()
                .filter(line -> line.startsWith("    content: "))
                .findFirst()
                .orElseThrow();
        assertThat(Base64.getDecoder().decode(content.substring("    content: ".length())))
                .isEqualTo(made("https://h/agent.jar", false, UserDataForm.PLAIN));
    }

    @Test
    void whatEc2WouldNotTakeIsRefusedUnlessItCanBeMadeSmaller() throws IOException {
        exports.put("STARTUP_OPT_ENV", "A=" + "x".repeat(UserData.MOST_BYTES));
        assertThatThrownBy(() -> made("https://h/agent.jar", false, UserDataForm.BASE64))
                .isInstanceOf(AgentException.class)
                .hasMessageContaining("EC2 takes 16384");
        assertThat(made("https://h/agent.jar", false, UserDataForm.GZIP)).hasSizeLessThan(4096);
    }

    @Test
    void base64DoesNotCountForTheLimit() throws IOException {
        exports.put("STARTUP_OPT_ENV", "A=" + "x".repeat(12_000));
        assertThat(made("https://h/agent.jar", false, UserDataForm.BASE64)).hasSizeGreaterThan(UserData.MOST_BYTES);
    }

    private static byte[] decoded(byte[] base64) {
        return Base64.getDecoder().decode(new String(base64, StandardCharsets.US_ASCII).strip());
    }

    private static byte[] unzipped(byte[] gzip) throws IOException {
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(gzip))) {
            return in.readAllBytes();
        }
    }
}
