package startup.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import startup.base.Secret;

class ProfileCredentialsTest {
    private static final String KEYS = "aws_access_key_id = AKIDEXAMPLE\naws_secret_access_key = sw0rd/+=\n";

    @TempDir
    private Path home;

    @BeforeEach
    void makeFolder() throws IOException {
        Files.createDirectory(home.resolve(".aws"));
    }

    private void credentials(String text) throws IOException {
        Files.writeString(home.resolve(".aws/credentials"), text);
    }

    private void config(String text) throws IOException {
        Files.writeString(home.resolve(".aws/config"), text);
    }

    private Optional<Credentials> find(Map<String, String> environment) throws IOException {
        return new ProfileCredentials(new SharedConfig(environment, home)).find(true);
    }

    private static String text(Secret secret) {
        return new String(secret.copy(), StandardCharsets.UTF_8);
    }

    @Test
    void theDefaultProfilesKeysAreFoundInTheCredentialsFile() throws IOException {
        credentials("[default]\n" + KEYS);
        Credentials found = find(Map.of()).orElseThrow();
        assertThat(found.accessKeyId()).isEqualTo("AKIDEXAMPLE");
        assertThat(text(found.secretAccessKey())).isEqualTo("sw0rd/+=");
        assertThat(found.sessionToken()).isEmpty();
        assertThat(found.expires()).isEmpty();
        assertThat(found).hasToString("Credentials[profile default]");
    }

    @Test
    void theConfigFileServesTooAndTheCredentialsFileWins() throws IOException {
        config("[profile web]\naws_access_key_id=OLD\naws_secret_access_key=old\naws_session_token=lent\n");
        credentials("[web]\n" + KEYS);
        Credentials found = find(Map.of("AWS_PROFILE", "web", "AWS_DEFAULT_PROFILE", "none"))
                .orElseThrow();
        assertThat(found.accessKeyId()).isEqualTo("AKIDEXAMPLE");
        assertThat(found.sessionToken().map(ProfileCredentialsTest::text)).contains("lent");
    }

    @Test
    void filesAreFoundWhereTheEnvironmentPutsThem() throws IOException {
        Path elsewhere = Files.writeString(home.resolve("keys"), "[default]\n" + KEYS);
        Files.writeString(home.resolve("conf"), "[default]\nregion = eu-west-1\n");
        Map<String, String> environment =
                Map.of("AWS_SHARED_CREDENTIALS_FILE", elsewhere.toString(), "AWS_CONFIG_FILE", "~/conf");
        assertThat(find(environment)).isPresent();
        assertThat(new ProfileRegion(environment, home).get()).contains("eu-west-1");
    }

    @Test
    void withoutFilesThereIsNothingAndNoRegion() throws IOException {
        assertThat(find(Map.of())).isEmpty();
        assertThat(new ProfileRegion(Map.of(), home).get()).isEmpty();
    }

    @Test
    void theRegionIsThatOfTheProfileInUse() throws IOException {
        config("[default]\nregion=a\n[profile web]\nregion=b\n[profile bare]\noutput=json");
        assertThat(new ProfileRegion(Map.of(), home).get()).contains("a");
        assertThat(new ProfileRegion(Map.of("AWS_DEFAULT_PROFILE", "web"), home).get())
                .contains("b");
        assertThat(new ProfileRegion(Map.of("AWS_PROFILE", "bare"), home).get()).isEmpty();
    }

    @Test
    void aProfileThatWasAskedForAndIsNotThereIsAMistake() {
        assertThatThrownBy(() -> find(Map.of("AWS_PROFILE", "wbe")))
                .asInstanceOf(type(AwsRefusal.class))
                .satisfies(refusal -> {
                    assertThat(refusal.why()).startsWith("there is no profile wbe of " + home);
                    assertThat(refusal.mayPass()).isFalse();
                });
    }

    @Test
    void aKeyWithoutItsSecretIsAMistake() throws IOException {
        credentials("[default]\naws_access_key_id=AKIDEXAMPLE");
        assertThatThrownBy(() -> find(Map.of()))
                .hasMessage("profile default has aws_access_key_id without aws_secret_access_key");
    }

    @ParameterizedTest
    @ValueSource(strings = {"role_arn = arn:aws:iam::123456789012:role/x", "sso_session = s", "sso_start_url = u"})
    void aProfileThatGetsItsKeysInAnotherWayIsRefusedByName(String setting) throws IOException {
        config("[default]\n" + setting + "\n" + KEYS);
        assertThatThrownBy(() -> find(Map.of()))
                .hasMessage("profile default has " + setting.substring(0, setting.indexOf(' '))
                        + ", which this agent does not support");
    }

    @Test
    void aProcessOfTheProfileIsRunAndKeysComeBeforeIt() throws IOException {
        Path script = Files.writeString(
                home.resolve("give keys.sh"),
                "printf '{\"Version\":1,\"AccessKeyId\":\"%s\",\"SecretAccessKey\":\"%s\"}' \"$1\" s");
        config("[default]\ncredential_process = sh \"" + script + "\" 'FROM PROCESS'\n");
        assertThat(find(Map.of()).orElseThrow().accessKeyId()).isEqualTo("FROM PROCESS");
        credentials("[default]\n" + KEYS);
        assertThat(find(Map.of()).orElseThrow().accessKeyId()).isEqualTo("AKIDEXAMPLE");
    }
}
