package startup.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import startup.base.AgentException;
import startup.base.ExitStatus;

class ProxySettingsTest {
    private static String proxyFor(String url, Map<String, String> environment) throws IOException {
        Optional<Proxy> proxy = ProxySettings.of(environment).proxyFor(URI.create(url));
        return proxy.map(found -> found.host() + ":" + found.port()).orElse("direct");
    }

    @Test
    void eachSchemeHasItsVariableAndTheRestServesBoth() throws IOException {
        Map<String, String> environment =
                Map.of("http_proxy", "http://plain:1", "HTTPS_PROXY", "secure:2", "ALL_PROXY", "rest:3");
        assertThat(proxyFor("http://h/", environment)).isEqualTo("plain:1");
        assertThat(proxyFor("https://h/", environment)).isEqualTo("secure:2");
        assertThat(proxyFor("https://h/", Map.of("all_proxy", "small:4", "ALL_PROXY", "rest:3")))
                .isEqualTo("small:4");
        assertThat(proxyFor("https://h/", Map.of("https_proxy", "", "HTTPS_PROXY", "secure:2")))
                .isEqualTo("secure:2");
    }

    @Test
    void httpProxyInCapitalsIsNotReadForARequestsHeaderMayHaveSetIt() throws IOException {
        assertThat(proxyFor("http://h/", Map.of("HTTP_PROXY", "evil:1"))).isEqualTo("direct");
    }

    @ParameterizedTest
    @CsvSource({
        "proxy, proxy, 1080",
        "HTTP://proxy:3128/, proxy, 3128",
        "http://u:p@proxy:3128, proxy, 3128",
        "[::1]:3128, ::1, 3128",
        "http://[::1], ::1, 1080"
    })
    void aProxyIsNamedAsCurlHasIt(String value, String host, int port) throws IOException {
        assertThat(proxyFor("http://h/", Map.of("http_proxy", value))).isEqualTo(host + ":" + port);
    }

    @ParameterizedTest
    @ValueSource(strings = {"socks5://user:hunter22@proxy:1", "https://proxy", "proxy:hunter22", "http://:1"})
    void aProxyThatCannotBeUsedIsRefusedWhenItIsNeededWithoutItsValue(String value) {
        assertThatThrownBy(() -> proxyFor("http://h/", Map.of("http_proxy", value)))
                .isInstanceOfSatisfying(AgentException.class, refusal -> {
                    assertThat(refusal.status()).isEqualTo(ExitStatus.USAGE);
                    assertThat(refusal).hasMessageContaining("http_proxy");
                    assertThat(refusal.getMessage()).doesNotContain("hunter22");
                });
    }

    @ParameterizedTest
    @CsvSource({
        "*, anything.example",
        "example.com, example.com",
        "example.com, www.example.com",
        ".example.com, www.example.com",
        ".example.com, example.com",
        "'a.org, EXAMPLE.com.', example.com",
        "'a.org example.com', example.com.",
        "169.254.169.254, 169.254.169.254",
        "10.0.0.0/8, 10.200.3.4",
        "'localhost,192.168.4.0/22', 192.168.7.255",
        "::1, [::1]",
        "fd00::/8, [fd12::1]",
        "0.0.0.0/0, 8.8.8.8"
    })
    void hostsOnTheListAreAskedDirectly(String list, String host) throws IOException {
        assertThat(proxyFor("http://" + host + "/", Map.of("http_proxy", "proxy:1", "no_proxy", list)))
                .isEqualTo("direct");
    }

    @ParameterizedTest
    @CsvSource({
        "example.com, notexample.com",
        "example.com, example.com.evil.org",
        "'*,x', anything.example",
        "*.example.com, www.example.com",
        "10.0.0.0/8, 11.0.0.1",
        "10.0.0.0/99, 10.0.0.1",
        "10.0.0.0/x, 10.0.0.1",
        "192.168.4.0/22, 192.168.8.0",
        "0.1, 10.0.0.1",
        "10.0.0.0/8, 10.example.com",
        "::1, [::2]",
        "., example.com"
    })
    void hostsBesideTheListGoThroughTheProxy(String list, String host) throws IOException {
        assertThat(proxyFor("http://" + host + "/", Map.of("http_proxy", "proxy:1", "NO_PROXY", list)))
                .isEqualTo("proxy:1");
    }

    @Test
    void passwordsAreKnownSoThatTheyCanBeConcealed() {
        ProxySettings settings = ProxySettings.of(Map.of(
                "http_proxy", "http://bob:p%40ss+word@proxy", "https_proxy", "proxy:1", "all_proxy", "socks4://x"));
        assertThat(settings.passwords())
                .extracting(secret -> new String(secret.copy(), StandardCharsets.UTF_8))
                .isEqualTo(List.of("p@ss+word"));
    }
}
