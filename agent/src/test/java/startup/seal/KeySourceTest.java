package startup.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import startup.base.AgentException;
import startup.base.ExitStatus;

class KeySourceTest {
    @ParameterizedTest
    @ValueSource(strings = {"env:BUNDLE_KEY", "file:/etc/bundle key", "fd:3", "prompt"})
    void aSourceIsShownAsItWasGiven(String text) throws Exception {
        assertThat(KeySource.parse(text).display()).isEqualTo(text);
        assertThat(KeySource.parse(text)).hasToString(text);
    }

    @Test
    void aPasswordOnTheCommandLineIsNeverShown() throws Exception {
        KeySource source = KeySource.parse("pass:stirringdullroots");
        assertThat(source.display()).isEqualTo("pass:…");
        assertThat(source).hasToString("pass:…");
    }

    @ParameterizedTest
    @CsvSource({"env:A,false", "file:a,true", "fd:3,false", "prompt,false", "pass:a,false"})
    void onlyAFileCanBeReadAgainAfterAReboot(String text, boolean again) throws Exception {
        assertThat(KeySource.parse(text).canBeReadAgain()).isEqualTo(again);
    }

    @Test
    void aVariableThatServedIsNamedSoThatModulesDoNotInheritIt() throws Exception {
        assertThat(KeySource.parse("env:BUNDLE_KEY").environmentVariable()).contains("BUNDLE_KEY");
        assertThat(KeySource.parse("file:BUNDLE_KEY").environmentVariable()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "evn:NAME,env:",
        "files:/a,file:",
        "promt,prompt",
        "passw:x,pass:",
        "secretmanager:x,secretsmanager:",
        "SSM:/x,ssm:"
    })
    void anUnknownSchemeNamesTheNearest(String text, String nearest) {
        assertRefused(text, "of which " + nearest + " is the nearest");
    }

    @ParameterizedTest
    @ValueSource(strings = {"stirringdullroots", "my:stirringdullroots", ""})
    void whatMayBeAPasswordIsNotRepeated(String text) {
        assertThatExceptionOfType(AgentException.class)
                .isThrownBy(() -> KeySource.parse(text))
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("stirring"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"imds-tag:key", "ssm:/name", "secretsmanager:id#key", "kms:AAAA"})
    void whatACloudKeepsCanBeReadAgain(String text) throws AgentException {
        KeySource source = KeySource.parse(text);
        assertThat(source.display()).isEqualTo(text);
        assertThat(source.canBeReadAgain()).isTrue();
        assertThat(source.environmentVariable()).isEmpty();
        assertThat(source.tag().isPresent()).isEqualTo(text.startsWith("imds-tag:"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"env:", "file:", "fd:", "fd:x", "fd:-1", "fd:99999999999", "ssm:", "kms:"})
    void aSourceWithoutItsPlaceIsRefused(String text) {
        assertRefused(text, "The key source cannot be accepted");
    }

    private static void assertRefused(String text, String words) {
        assertThatExceptionOfType(AgentException.class)
                .isThrownBy(() -> KeySource.parse(text))
                .satisfies(e -> assertThat(e.status()).isEqualTo(ExitStatus.USAGE))
                .withMessageContaining(words);
    }
}
