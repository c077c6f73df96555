package startup.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class InstanceMetadataTest {
    private static final InstanceMetadata WHOLE = new InstanceMetadata(
            "i-0abc",
            "eu-west-1",
            Optional.of("eu-west-1a"),
            Optional.of("t3.micro"),
            Optional.of("ami-1"),
            Optional.of("123456789012"),
            Optional.of("ip-10-0-0-7.eu-west-1.compute.internal"),
            Optional.of("10.0.0.7"),
            Optional.of("198.51.100.7"),
            Optional.of("2001:db8::7"),
            Map.of("Name", "web", "cost center", "a\"b\nc"),
            Optional.of("{\n  \"region\" : \"eu-west-1\"\n}"));

    private static InstanceMetadata tagged(Map<String, String> tags) {
        Optional<String> none = Optional.empty();
        return new InstanceMetadata("i-0abc", "eu-west-1", none, none, none, none, none, none, none, none, tags, none);
    }

    @Test
    void modulesAreToldEverythingButTheDocument() {
        assertThat(WHOLE.variables())
                .containsExactlyInAnyOrderEntriesOf(Map.ofEntries(
                        Map.entry("STARTUP_INSTANCE_ID", "i-0abc"),
                        Map.entry("STARTUP_REGION", "eu-west-1"),
                        Map.entry("STARTUP_AVAILABILITY_ZONE", "eu-west-1a"),
                        Map.entry("STARTUP_INSTANCE_TYPE", "t3.micro"),
                        Map.entry("STARTUP_AMI_ID", "ami-1"),
                        Map.entry("STARTUP_ACCOUNT_ID", "123456789012"),
                        Map.entry("STARTUP_HOSTNAME", "ip-10-0-0-7.eu-west-1.compute.internal"),
                        Map.entry("STARTUP_PRIVATE_IPV4", "10.0.0.7"),
                        Map.entry("STARTUP_PUBLIC_IPV4", "198.51.100.7"),
                        Map.entry("STARTUP_IPV6", "2001:db8::7"),
                        Map.entry("STARTUP_TAG_Name", "web"),
                        Map.entry("STARTUP_TAG_cost_center", "a\"b\nc")));
    }

    @Test
    void whatIsNotKnownIsNoVariable() {
        assertThat(tagged(Map.of()).variables()).containsOnlyKeys("STARTUP_INSTANCE_ID", "STARTUP_REGION");
    }

    @Test
    void everyOtherCharacterOfAKeyBecomesOneUnderscore() {
        assertThat(tagged(Map.of("aws:auto/Ü-😀.x", "1")).variables()).containsEntry("STARTUP_TAG_aws_auto_____x", "1");
    }

    @Test
    void ofTwoKeysThatBecomeTheSameNameTheFirstWins() {
        assertThat(tagged(Map.of("a_b", "3", "a-b", "1", "a.b", "2")).variables())
                .containsEntry("STARTUP_TAG_a_b", "1");
    }

    @Test
    void tagsThatServedAsKeysAreLeftOut() {
        InstanceMetadata without = WHOLE.withoutTags(Set.of("Name", "absent"));
        assertThat(without.tags()).containsOnlyKeys("cost center");
        assertThat(without.variables()).doesNotContainKey("STARTUP_TAG_Name");
        assertThat(without.toJson()).doesNotContain("web").contains("2001:db8::7");
    }

    @Test
    void itsJsonIsReadBackAsItWas() throws IOException {
        assertThat(InstanceMetadata.parse(WHOLE.toJson())).isEqualTo(WHOLE);
        InstanceMetadata little = tagged(Map.of());
        assertThat(InstanceMetadata.parse(little.toJson())).isEqualTo(little);
        assertThat(little.toJson()).isEqualTo("{\"instance_id\":\"i-0abc\",\"region\":\"eu-west-1\",\"tags\":{}}");
    }

    @Test
    void nullIsAsAbsent() throws IOException {
        String json = "{\"instance_id\":\"laptop\",\"region\":\"eu-west-1\",\"ipv6\":null,\"tags\":null}";
        assertThat(InstanceMetadata.parse(json).ipv6()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"instance-id,instance_id", "Region,region", "public_ip4,public_ipv4", "tag,tags"})
    void anUnknownNameIsRefusedAndTheNearestNamed(String slip, String meant) {
        String json = "{\"instance_id\":\"i-1\",\"region\":\"eu-west-1\",\"" + slip + "\":\"x\"}";
        assertThatThrownBy(() -> InstanceMetadata.parse(json))
                .isInstanceOf(IOException.class)
                .hasMessage("'" + slip + "' is not known; the nearest is '" + meant + "'");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "{",
                "<html>",
                "{\"instance_id\":\"i-1\"}",
                "{\"region\":\"eu-west-1\"}",
                "{\"instance_id\":\"\",\"region\":\"eu-west-1\"}",
                "{\"instance_id\":\"../x\",\"region\":\"eu-west-1\"}",
                "{\"instance_id\":\"i-1\",\"region\":\"eu west\"}",
                "{\"instance_id\":1,\"region\":\"eu-west-1\"}",
                "{\"instance_id\":\"i-1\",\"region\":\"eu-west-1\",\"account_id\":123456789012}",
                "{\"instance_id\":\"i-1\",\"region\":\"eu-west-1\",\"tags\":[\"a\"]}",
                "{\"instance_id\":\"i-1\",\"region\":\"eu-west-1\",\"tags\":{\"a\":1}}",
                "{\"instance_id\":\"i-1\",\"region\":\"eu-west-1\",\"tags\":{\"a\":\"\\u0000\"}}"
            })
    void whatIsNoMetadataIsRefused(String json) {
        assertThatThrownBy(() -> InstanceMetadata.parse(json)).isInstanceOf(IOException.class);
    }
}
