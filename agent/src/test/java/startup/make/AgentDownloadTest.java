package startup.make;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import startup.base.AgentException;
import startup.base.ExitStatus;

class AgentDownloadTest {
    private static final String A = "a".repeat(64);
    private static final String B = "B".repeat(64);

    @Test
    void anArchiveForEachKindOfMachineHasADigestForEach() throws AgentException {
        AgentDownload download = AgentDownload.parse(
                "https://example.com/{arch}/agent-{arch}.tar.gz", List.of("x86_64=" + A, "aarch64=" + B));
        assertThat(download.isJar()).isFalse();
        assertThat(download.pins()).isEqualTo("x86_64=" + A + " aarch64=" + "b".repeat(64));
    }

    @Test
    void theQueryDoesNotSayWhatItIs() throws AgentException {
        assertThat(AgentDownload.parse("http://h/agent.jar?x=.tar.gz", List.of(A))
                        .isJar())
                .isTrue();
        assertThat(AgentDownload.parse("http://h/agent.tar.gz?x=.jar", List.of(A))
                        .isJar())
                .isFalse();
    }

    @Test
    void aMissingUrlIsToldAsMissing() {
        assertThatThrownBy(() -> AgentDownload.parse("", List.of(A)))
                .hasMessageStartingWith("--agent cannot be accepted: it is missing. Write where");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "s3://bucket/agent.jar",
                "ftp://h/agent.jar",
                "https://name:password@h/agent.jar",
                "https://h",
                "https://h/",
                "https://h/folder/",
                "https://h/agent jar",
                "https://h/agent\n.jar",
                "https://h/ägent.jar",
                "https://h/agent.tar.gz#x.jar",
                "https://h/\\cagent.jar",
                "https://h/agent-{arch}.jar",
                "https://h/agent.JAR",
                "https://h/agent.tar.xz",
                "https://h/agent"
            })
    void aUrlThatCurlAndWgetCannotFetchIsRefusedUnseen(String url) {
        assertThatThrownBy(() -> AgentDownload.parse(url, List.of(A)))
                .hasMessageStartingWith("--agent cannot be accepted: ")
                .asInstanceOf(InstanceOfAssertFactories.type(AgentException.class))
                .returns(ExitStatus.USAGE, AgentException::status);
    }

    @ParameterizedTest
    @CsvSource({
        "agent.jar, '', there is none",
        "agent.jar, x86_64=AAA, is not 64",
        "agent.jar, x86_64=%, is the same for every machine",
        "agent.jar, =%, what stands before",
        "agent.tar.gz, a b=%, what stands before",
        "agent.tar.gz, X86_64=%, what stands before",
        "agent.tar.gz, %;%, for the same machines",
        "agent.tar.gz, x=%;x=%, for the same machines",
        "agent.tar.gz, %;x=%, must say for which",
        "agent.tar.gz, g%, is not 64"
    })
    void aDigestThatProvesNothingIsRefused(String file, String pins, String why) {
        List<String> given =
                pins.isEmpty() ? List.of() : List.of(pins.replace("%", A).split(";", -1));
        assertThatThrownBy(() -> AgentDownload.parse("https://h/" + file, given))
                .hasMessageStartingWith("--agent-sha256 cannot be accepted: ")
                .hasMessageContaining(why);
    }
}
