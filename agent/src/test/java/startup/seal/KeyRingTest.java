package startup.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import startup.base.AgentException;
import startup.base.ExitStatus;
import startup.base.RecordedEvents;

class KeyRingTest {
    private static final KeyPrompt NOBODY = question -> {
        throw new AgentException(ExitStatus.NO_KEY, "No password", "there is no terminal", "Use another source");
    };

    @TempDir
    Path folder;

    private final RecordedEvents events = new RecordedEvents();

    @Test
    void aPasswordIsTheFirstLineOfItsFile() throws Exception {
        assertThat(passwordIn("stirring roots \nsecond line\n")).isEqualTo("stirring roots ");
        assertThat(passwordIn("no line end")).isEqualTo("no line end");
        assertThat(passwordIn("\u00fcber\n")).isEqualTo("\u00fcber");
    }

    @Test
    void aPasswordFileIsReadAsOpenSslReadsIt() throws Exception {
        byte[] tar = Plain.tar(10);
        for (String content : List.of(
                "windows\r\nx", "two words\t\n", "x".repeat(1022), "x".repeat(1023), "x".repeat(1500), "a\0b\n")) {
            Path file = Files.writeString(folder.resolve("password"), content);
            byte[] sealed = Tool.named("openssl").run(tar, List.of("enc", "-aes-256-cbc", "-pass", "file:" + file));
            Unsealer unsealer = new Unsealer(ring("file:" + file), SealPins.NONE, Plain.TEST, true, events);
            assertThat(unsealer.open(new ByteArrayInputStream(sealed))
                            .plaintext()
                            .readAllBytes())
                    .as(content.substring(0, 3))
                    .isEqualTo(tar);
        }
    }

    @Test
    void aLongPasswordOutsideAFileIsNotCut() throws Exception {
        KeyRing ring = ring(Map.of("LONG", "x".repeat(1500)), "env:LONG");
        assertThat(((Password) ring.keys().get(0)).copy()).hasSize(1500);
    }

    @Test
    void anAnswerAtTheTerminalIsAPassword() throws Exception {
        KeyRing ring = new KeyRing(
                List.of(KeySource.parse("prompt")),
                Map.of(),
                question -> "stirring\u00fc".toCharArray(),
                NoCloud.keys(events),
                events);
        assertThat(((Password) ring.keys().get(0)).copy()).isEqualTo("stirring\u00fc".getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void aDescriptorIsReadThroughProc() throws Exception {
        Path file = Files.writeString(folder.resolve("password"), "stirring\n");
        try (InputStream open = Files.newInputStream(file)) {
            KeyRing ring = ring("fd:" + descriptorOf(file));
            assertThat(((Password) ring.keys().get(0)).copy()).asString().isEqualTo("stirring");
            assertThat(open.read()).isEqualTo('s');
        }
        assertNoKey("there is no such file", "fd:987654");
    }

    private static String descriptorOf(Path file) throws IOException {
        try (DirectoryStream<Path> descriptors = Files.newDirectoryStream(Path.of("/proc/self/fd"))) {
            for (Path descriptor : descriptors) {
                if (Files.isSymbolicLink(descriptor)
                        && Files.readSymbolicLink(descriptor).equals(file.toRealPath())) {
                    return descriptor.getFileName().toString();
                }
            }
        }
        throw new AssertionError("not open: " + file);
    }

    @Test
    void aPasswordOnTheCommandLineWarnsWithoutShowingIt() throws Exception {
        assertThat(ring("pass:stirring").keys()).hasSize(1);
        assertThat(events.messages("seal.pass")).hasSize(1).allMatch(line -> !line.contains("stirring"));
    }

    @Test
    void everyKeyIsConcealedAndTheKeysOfAnIdentityFileLineByLine() throws Exception {
        String file = "# comment\n" + AgeWriter.IDENTITY + "\n" + AgeWriter.IDENTITY + "\n";
        KeyRing ring = ring(Map.of("A", "stirring", "B", file), "env:A", "env:B");
        assertThat(ring.keys()).hasSize(3);
        int identity = AgeWriter.IDENTITY.length();
        assertThat(events.concealedLengths()).containsExactly(8, identity, identity);
    }

    @Test
    void sourcesAreReadOnlyWhenTheBundleIsSealedAndOnce() throws Exception {
        List<String> asked = new ArrayList<>();
        KeyRing ring = new KeyRing(
                List.of(KeySource.parse("prompt")),
                Map.of(),
                question -> {
                    asked.add(question);
                    return "stirring".toCharArray();
                },
                NoCloud.keys(events),
                events);
        Unsealer unsealer = new Unsealer(ring, SealPins.NONE, Plain.TEST, true, events);
        assertThat(unsealer.open(new ByteArrayInputStream(Plain.tar(1))).seal()).isEqualTo(new NoSeal());
        assertThat(asked).isEmpty();
        assertThat(ring.keys()).isSameAs(ring.keys());
        assertThat(asked).hasSize(1);
    }

    @Test
    void whatIsNotSealedPassesUnchangedWhateverTheKeys() throws Exception {
        Unsealer unsealer = new Unsealer(ring("file:/does/not/exist"), SealPins.NONE, Plain.TEST, true, events);
        for (byte[] bundle : List.of(Plain.tar(100_000), Plain.gzip(Plain.tar(3)), new byte[0], new byte[] {'Z'})) {
            Unsealed unsealed = unsealer.open(new TrickleStream(bundle));
            assertThat(unsealed.plaintext().readAllBytes()).isEqualTo(bundle);
            assertThat(unsealed.seal().name()).isEqualTo("none");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Salted", "U2FsdGVk", "age-encryption.org", "-----BEGIN AGE", "\n -----BEGIN"})
    void aFileThatEndsWithinItsFirstBytesIsDamaged(String start) {
        byte[] cut = start.getBytes(StandardCharsets.US_ASCII);
        assertThatExceptionOfType(AgentException.class)
                .isThrownBy(() -> Opening.withoutKey().open(cut))
                .satisfies(e -> assertThat(e.status()).isEqualTo(ExitStatus.NOT_PROVEN))
                .withMessageContaining("within the first line of its seal");
    }

    @Test
    void closingWipesTheKeys() throws Exception {
        KeyRing ring = ring("pass:stirring");
        Password password = (Password) ring.keys().get(0);
        ring.close();
        assertThatIllegalStateException().isThrownBy(password::copy);
    }

    @Test
    void aSourceThatGivesNothingIsNoKey() throws Exception {
        Path empty = Files.createFile(folder.resolve("empty"));
        Path line = Files.writeString(folder.resolve("line"), "\npassword on the second line\n");
        assertNoKey("it is empty", "file:" + empty);
        assertNoKey("it is empty", "file:" + line);
        assertNoKey("it is empty", "pass:");
        assertNoKey("the variable is not set", "env:NOT_SET_ANYWHERE");
        assertNoKey("there is no such file", "file:" + folder.resolve("absent"));
        assertNoKey("reading it failed", "file:" + folder);
        assertNoKey("there is no terminal", "prompt");
    }

    @Test
    void aFileThatIsFarTooLongIsNoKey() throws Exception {
        Path jar = Files.write(folder.resolve("jar"), new byte[KeyReader.MAX_BYTES + 1]);
        assertNoKey("longer than 64 KiB", "file:" + jar);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "AGE-SECRET-KEY-1",
                "AGE-SECRET-KEY-1GFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPQ4EGAEY",
                "AGE-SECRET-KEY-1GFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPQ4EGAE",
                "AGE-SECRET-KEY-1gfpyysjzgfpyysjzgfpyysjzgfpyysjzgfpyysjzgfpyysjzgfpq4egaex"
            })
    void anIdentityThatLostOrChangedALetterIsNoKey(String line) {
        KeyRing ring = ring(Map.of("KEY", AgeWriter.IDENTITY + "\n" + line), "env:KEY");
        assertThatExceptionOfType(AgentException.class)
                .isThrownBy(ring::keys)
                .satisfies(e -> assertThat(e.status()).isEqualTo(ExitStatus.NO_KEY))
                .satisfies(
                        e -> assertThat(e.getMessage()).contains("line 2 of it").doesNotContain("GFPYY", "gfpyy"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "AAAA\n", "*\n", "b3BlbnNzaC1rZXktdjEAAAAABG5vbmUAAAAEbm9uZQAAAAAAAAABAAAAMwAAAAtz\n"})
    void anSshKeyThatIsDamagedIsNoKey(String body) {
        String file = "-----BEGIN OPENSSH PRIVATE KEY-----\n" + body + "-----END OPENSSH PRIVATE KEY-----\n";
        KeyRing ring = ring(Map.of("KEY", file), "env:KEY");
        assertThatExceptionOfType(AgentException.class)
                .isThrownBy(ring::keys)
                .withMessageContaining("the OpenSSH private key in it is damaged");
    }

    @Test
    void aVariableWhoseBytesTheLocaleLostIsReadFromTheProcess() {
        byte[] environ = "A=1\0KEY=\u00fc\0KEYS=2\0".getBytes(StandardCharsets.ISO_8859_1);
        assertThat(EnvironmentBytes.find(environ, "KEY")).hasValue(new byte[] {(byte) 0xfc});
        assertThat(EnvironmentBytes.find(environ, "KE")).isEmpty();
        assertThat(EnvironmentBytes.find(environ, "EY")).isEmpty();
        assertThat(EnvironmentBytes.find(new byte[0], "KEY")).isEmpty();
        KeyRing lost = ring(Map.of("NOT_SET_ANYWHERE", "\ufffd"), "env:NOT_SET_ANYWHERE");
        assertThatExceptionOfType(AgentException.class)
                .isThrownBy(lost::keys)
                .withMessageContaining("do not fit the locale's encoding");
    }

    private String passwordIn(String content) throws IOException {
        Path file = Files.writeString(folder.resolve("password"), content);
        return new String(((Password) ring("file:" + file).keys().get(0)).copy(), StandardCharsets.UTF_8);
    }

    private KeyRing ring(String... sources) {
        return ring(Map.of(), sources);
    }

    private KeyRing ring(Map<String, String> environment, String... sources) {
        List<KeySource> parsed = new ArrayList<>();
        for (String source : sources) {
            try {
                parsed.add(KeySource.parse(source));
            } catch (AgentException e) {
                throw new AssertionError(e);
            }
        }
        return new KeyRing(parsed, environment, NOBODY, NoCloud.keys(events), events);
    }

    private void assertNoKey(String words, String source) {
        assertThatExceptionOfType(AgentException.class)
                .isThrownBy(() -> ring(source).keys())
                .satisfies(e -> assertThat(e.status()).isEqualTo(ExitStatus.NO_KEY))
                .withMessageContaining(words);
    }
}
