package startup.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import startup.base.HandWoundTicker;
import startup.http.HttpClient;
import startup.http.HttpTimeouts;
import startup.http.ProxySettings;
import startup.http.Request;
import startup.http.Response;

/** The server of the tests is as strict as EC2's, or what it shows is worth nothing. */
class MetadataServerTest {
    private static final String TOKEN = "X-aws-ec2-metadata-token";
    private static final String LIFE = "X-aws-ec2-metadata-token-ttl-seconds";

    private final HandWoundTicker ticker = new HandWoundTicker();
    private final HttpClient http = new HttpClient(
            ProxySettings.none(), new HttpTimeouts(Duration.ofSeconds(10), Duration.ofSeconds(10)), "test");
    private MetadataServer server;

    @BeforeEach
    void startServer() throws IOException {
        server = MetadataServer.start(ticker).instance("i-0abc", "eu-west-1");
    }

    @AfterEach
    void stopServer() {
        server.close();
        http.close();
    }

    private int status(String method, String path, Map<String, String> headers) throws IOException {
        try (Response response = http.send(new Request(method, server.uri().resolve(path), headers))) {
            return response.status();
        }
    }

    private String token(int life) throws IOException {
        Map<String, String> headers = Map.of(LIFE, String.valueOf(life));
        try (Response response = http.send(new Request("PUT", server.uri().resolve("/latest/api/token"), headers));
                InputStream body = response.body()) {
            assertThat(response.status()).isEqualTo(200);
            return new String(body.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private int statusWith(String token) throws IOException {
        return status("GET", "/latest/meta-data/instance-id", Map.of(TOKEN, token));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "21601", "-1", "six hours", ""})
    void aTokenRequestWithoutAProperLifeIsBad(String life) throws IOException {
        assertThat(status("PUT", "/latest/api/token", Map.of(LIFE, life))).isEqualTo(400);
        assertThat(status("PUT", "/latest/api/token", Map.of())).isEqualTo(400);
    }

    @Test
    void onlyATokenThatItGaveOpensIt() throws IOException {
        assertThat(status("GET", "/latest/meta-data/instance-id", Map.of())).isEqualTo(401);
        assertThat(statusWith("guessed")).isEqualTo(401);
        assertThat(statusWith(token(1))).isEqualTo(200);
    }

    @Test
    void aTokenOpensItForItsLife() throws IOException {
        String token = token(21_600);
        ticker.advance(Duration.ofHours(6).minusSeconds(1));
        assertThat(statusWith(token)).isEqualTo(200);
        ticker.advance(Duration.ofSeconds(1));
        assertThat(statusWith(token)).isEqualTo(401);
    }

    @ParameterizedTest
    @CsvSource({"2021-03-23, 200", "2009-04-04, 200", "latest, 200", "earliest, 404", "1.0/2021-03-23, 404"})
    void aDatedVersionTellsWhatTheLatestDoes(String version, int status) throws IOException {
        Map<String, String> headers = Map.of(TOKEN, token(60));
        assertThat(status("GET", "/" + version + "/meta-data/instance-id", headers))
                .isEqualTo(status);
    }

    @Test
    void tokensCanBeMadeToExpire() throws IOException {
        String token = token(60);
        server.expireTokens();
        assertThat(statusWith(token)).isEqualTo(401);
    }

    @Test
    void whatWasForwardedIsForbidden() throws IOException {
        assertThat(status("PUT", "/latest/api/token", Map.of(LIFE, "60", "X-Forwarded-For", "192.0.2.1")))
                .isEqualTo(403);
    }

    @Test
    void nothingButATokenIsPut() throws IOException {
        assertThat(status("PUT", "/latest/meta-data/instance-id", Map.of(TOKEN, token(60))))
                .isEqualTo(405);
        assertThat(status("GET", "/latest/api/token", Map.of(TOKEN, token(60)))).isEqualTo(405);
    }
}
