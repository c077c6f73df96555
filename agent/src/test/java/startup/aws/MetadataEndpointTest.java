package startup.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import startup.base.AgentException;
import startup.base.ExitStatus;

class MetadataEndpointTest {
    private static final URI IPV4 = URI.create("http://169.254.169.254");
    private static final URI IPV6 = URI.create("http://[fd00:ec2::254]");

    @Test
    void byCustomItIsTheIpv4AddressAndElseTheOther() throws AgentException {
        MetadataEndpoint custom = new MetadataEndpoint(IPV4, Optional.of(IPV6), false);
        assertThat(MetadataEndpoint.of(Map.of())).contains(custom);
        assertThat(MetadataEndpoint.of(
                        Map.of("AWS_EC2_METADATA_SERVICE_ENDPOINT", " ", "AWS_EC2_METADATA_DISABLED", "")))
                .contains(custom);
    }

    @Test
    void theModeChoosesIpv6() throws AgentException {
        assertThat(MetadataEndpoint.of(Map.of("AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE", "IPv6")))
                .contains(new MetadataEndpoint(IPV6, Optional.empty(), false));
    }

    @Test
    void anAddressWinsOverTheModeAndIsStated() throws AgentException {
        MetadataEndpoint endpoint = MetadataEndpoint.of(Map.of(
                        "AWS_EC2_METADATA_SERVICE_ENDPOINT", "http://[::1]:8080/base/",
                        "AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE", "IPv6"))
                .orElseThrow();
        assertThat(endpoint.stated()).isTrue();
        assertThat(endpoint.otherwise()).isEmpty();
        assertThat(endpoint.resolve("meta-data/")).hasToString("http://[::1]:8080/base/latest/meta-data/");
    }

    @Test
    void disabledIsNone() throws AgentException {
        assertThat(MetadataEndpoint.of(Map.of(
                        "AWS_EC2_METADATA_DISABLED", "TRUE", "AWS_EC2_METADATA_SERVICE_ENDPOINT", "http://127.0.0.1")))
                .isEmpty();
        assertThat(MetadataEndpoint.of(Map.of("AWS_EC2_METADATA_DISABLED", "false")))
                .isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "169.254.169.254",
                "ftp://127.0.0.1",
                "http://",
                "http://user:geheim@127.0.0.1",
                "http://h/?q=geheim"
            })
    void anAddressThatCannotBeUsedIsRefusedAndNotShown(String address) {
        assertThatThrownBy(() -> MetadataEndpoint.of(Map.of("AWS_EC2_METADATA_SERVICE_ENDPOINT", address)))
                .asInstanceOf(InstanceOfAssertFactories.type(AgentException.class))
                .satisfies(refusal -> {
                    assertThat(refusal.status()).isEqualTo(ExitStatus.USAGE);
                    assertThat(refusal)
                            .hasMessageContaining("AWS_EC2_METADATA_SERVICE_ENDPOINT")
                            .hasMessageNotContaining("geheim");
                });
    }

    @Test
    void aModeThatIsNoneIsRefused() {
        assertThatThrownBy(() -> MetadataEndpoint.of(Map.of("AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE", "IPv5")))
                .hasMessageContaining("neither IPv4 nor IPv6");
    }
}
