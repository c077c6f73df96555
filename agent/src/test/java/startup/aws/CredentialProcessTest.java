package startup.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Scanner;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class CredentialProcessTest {
    private static final String WHOLE = "{\"Version\": 1, \"AccessKeyId\": \"AKIDEXAMPLE\", \"SecretAccessKey\":"
            + " \"wJalr\", \"SessionToken\": \"lent\", \"Expiration\": \"2026-11-22T12:00:00+01:00\"}";

    @TempDir
    private Path folder;

    private Credentials run(String script) throws IOException {
        return run(script, CredentialProcess.LIMIT);
    }

    private Credentials run(String script, Duration limit) throws IOException {
        Path file = Files.writeString(folder.resolve("script"), script);
        return new CredentialProcess("sh " + file, "web", limit).run();
    }

    @Test
    void whatTheProcessPrintsAreTheCredentials() throws IOException {
        Credentials found = run("cat; echo chatter >&2; cat <<'E'\n" + WHOLE + "\nE\n");
        assertThat(found.accessKeyId()).isEqualTo("AKIDEXAMPLE");
        assertThat(new String(found.secretAccessKey().copy(), StandardCharsets.UTF_8))
                .isEqualTo("wJalr");
        assertThat(found.sessionToken()).isPresent();
        assertThat(found.expires()).contains(Instant.parse("2026-11-22T11:00:00Z"));
        assertThat(found.source()).isEqualTo("credential_process of profile web");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "echo sEcret; exit 3 | ended with exit status 3",
                "echo sEcret | gives something else than a JSON object",
                "echo '[\"sEcret\"]' | gives something else than a JSON object",
                "echo '{\"AccessKeyId\":\"a\",\"SecretAccessKey\":\"sEcret\"}' | gives a document of another version than 1",
                "echo '{\"Version\":2}' | gives a document of another version than 1",
                "echo '{\"Version\":1,\"AccessKeyId\":\"a\"}' | gives no SecretAccessKey",
                "echo '{\"Version\":1,\"AccessKeyId\":7}' | gives no AccessKeyId",
                "echo '{\"Version\":1,\"AccessKeyId\":\"a\",\"SecretAccessKey\":\"sEcret\",\"Expiration\":\"soon\"}'"
                        + " | gives an Expiration that is no ISO 8601 time",
            })
    void anythingElseIsRefusedWithoutShowingIt(String script, String why) {
        assertThatThrownBy(() -> run(script + "; echo sEcret >&2"))
                .asInstanceOf(type(AwsRefusal.class))
                .satisfies(refusal -> {
                    assertThat(refusal.why()).isEqualTo("credential_process of profile web " + why);
                    assertThat(refusal.why() + refusal.action()).doesNotContain("sEcret");
                    assertThat(refusal.getCause()).isNull();
                });
    }

    @Test
    void aProcessThatDoesNotEndIsKilledWithItsChildren() throws IOException {
        Path pids = folder.resolve("pids");
        assertThatThrownBy(() -> run("sleep 600 & echo $$ $! >" + pids + "; wait", Duration.ofMillis(1500)))
                .hasMessage("credential_process of profile web did not end within 1.5 s");
        if (Files.notExists(pids)) {
            return; // on a machine so slow that the script had not come so far
        }
        try (Scanner scanner = new Scanner(pids, StandardCharsets.UTF_8)) {
            while (scanner.hasNextLong()) {
                ProcessHandle.of(scanner.nextLong())
                        .ifPresent(left -> left.onExit().join());
            }
        }
    }

    @Test
    void aProgramThatIsNotThereIsToldWithoutItsCommandLine() {
        assertThatThrownBy(() -> new CredentialProcess("/no/such --token sEcret", "web", CredentialProcess.LIMIT).run())
                .hasMessage("credential_process of profile web cannot be started");
        assertThatThrownBy(() -> new CredentialProcess("sh 'sEcret", "web", CredentialProcess.LIMIT).run())
                .hasMessage("in credential_process of profile web a quote is not closed");
        assertThatThrownBy(() -> new CredentialProcess("  ", "web", CredentialProcess.LIMIT).run())
                .hasMessage("credential_process of profile web is empty");
    }

    @Test
    void anInterruptEndsTheWait() {
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> run("sleep 600")).isInstanceOf(InterruptedIOException.class);
        assertThat(Thread.interrupted()).isTrue();
    }
}
