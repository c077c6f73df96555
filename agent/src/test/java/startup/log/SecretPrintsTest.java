package startup.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import startup.base.Secret;

/** An agent that goes on after another conceals what that one did, without having been told. */
class SecretPrintsTest {
    private static final String SECRET = "stirring dull/roots";

    @TempDir
    Path folder;

    private Path file;
    private final Redactor first = new Redactor();
    private final Redactor second = new Redactor();

    @BeforeEach
    void keep() throws IOException {
        file = folder.resolve("prints.json");
        first.keepPrintsIn(file, new Random(1));
    }

    private void conceal(String secret) throws IOException {
        first.conceal(Secret.ofText(secret));
        second.recognise(file);
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void theSecondHidesWhatTheFirstHides() throws IOException {
        conceal(SECRET);
        for (String text : new String[] {
            "it is " + SECRET + ", twice: " + SECRET + SECRET,
            "base64 " + base64(SECRET) + " " + base64("x" + SECRET + "y") + " " + base64("xx" + SECRET),
            "url stirring%20dull%2Froots stirring+dull/roots",
            SECRET,
            ""
        }) {
            assertThat(second.redact(text)).isEqualTo(first.redact(text)).doesNotContain("dull");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"stirring dull/root", "tirring dull/roots", "stirring dull/rootz", "nothing of it"})
    void whatIsNoSecretIsShown(String text) throws IOException {
        conceal(SECRET);
        assertThat(second.redact(text)).isEqualTo(text);
    }

    @Test
    void theSecretIsNotInTheFile() throws IOException {
        conceal(SECRET);
        assertThat(Files.readString(file))
                .doesNotContain("stirring")
                .doesNotContain(base64(SECRET).substring(2, 10));
    }

    @Test
    void whatIsConcealedLaterIsKnownToo() throws IOException {
        first.conceal(Secret.ofText("the first one"));
        conceal("the second one");
        assertThat(second.redact("the first one, the second one")).isEqualTo("[redacted], [redacted]");
    }

    @Test
    void whereNothingWasConcealedThereIsNoFileAndNothingToKnow() throws IOException {
        second.recognise(file);
        assertThat(file).doesNotExist();
        assertThat(second.redact(SECRET)).isEqualTo(SECRET);
    }

    @Test
    void aDamagedFileIsAnError() throws IOException {
        Files.writeString(file, "{\"salt\":\"00\"}");
        assertThatThrownBy(() -> second.recognise(file)).isInstanceOf(IOException.class);
    }
}
