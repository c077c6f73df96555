package startup.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import startup.aws.InstanceLookup;
import startup.aws.InstanceMetadata;
import startup.base.AgentException;
import startup.base.ExitStatus;
import startup.base.RecordedEvents;

/** What SSM, Secrets Manager and KMS answer is tested where they are asked, in the room {@code aws}. */
class CloudKeysTest {
    private final RecordedEvents events = new RecordedEvents();

    private CloudKeys keys(Optional<InstanceMetadata> metadata) {
        return new CloudKeys(
                () -> {
                    throw new AssertionError("asked for a service of secrets");
                },
                InstanceLookup.told(metadata),
                events);
    }

    private static InstanceMetadata tagged() throws IOException {
        return InstanceMetadata.parse(
                "{\"instance_id\":\"i-0abc\",\"region\":\"eu-west-1\",\"tags\":{\"Bundle Key\":\"stirring\"}}");
    }

    @Test
    void aTagGivesItsValueAndTheWarningThatEveryProcessCanReadIt() throws IOException {
        byte[] value = keys(Optional.of(tagged())).read(KeySource.parse("imds-tag:Bundle Key"));

        assertThat(value).isEqualTo("stirring".getBytes(StandardCharsets.UTF_8));
        assertThat(events.messages("seal.imds-tag"))
                .hasSize(1)
                .first()
                .asString()
                .contains("every process");
    }

    @Test
    void aTagThatIsNotThereIsNoKey() throws IOException {
        assertNoKey(Optional.of(tagged()), "imds-tag:Key", "the metadata shows no tag of that name");
    }

    @Test
    void withoutMetadataThereIsNoTag() {
        assertNoKey(Optional.empty(), "imds-tag:Key", "there is no instance metadata");
    }

    @ParameterizedTest
    @ValueSource(strings = {"kms:this is no base64", "kms:@/no/such/file"})
    void whatKmsCannotBeAskedForIsNotAsked(String source) {
        assertNoKey(Optional.empty(), source, "");
    }

    private void assertNoKey(Optional<InstanceMetadata> metadata, String source, String why) {
        assertThatExceptionOfType(AgentException.class)
                .isThrownBy(() -> keys(metadata).read(KeySource.parse(source)))
                .satisfies(e -> assertThat(e.status()).isEqualTo(ExitStatus.NO_KEY))
                .withMessageContaining(why);
    }
}
