package startup.aws;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.absent;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import startup.base.HandWoundTicker;
import startup.base.RecordedEvents;
import startup.http.HttpClient;
import startup.http.HttpTimeouts;
import startup.http.ProxySettings;

class ContainerEndpointTest {
    private static final String FULL = "AWS_CONTAINER_CREDENTIALS_FULL_URI";
    private static final String DOCUMENT = "{\"AccessKeyId\":\"ASIAEXAMPLE\",\"SecretAccessKey\":\"s\",\"Token\":\"t\","
            + "\"Expiration\":\"2026-11-22T16:00:00Z\",\"RoleArn\":\"arn:aws:iam::123456789012:role/task\"}";

    private final WireMockServer server = new WireMockServer(options().dynamicPort());
    private final RecordedEvents events = new RecordedEvents();
    private final HandWoundTicker ticker = new HandWoundTicker();
    private final HttpClient http = new HttpClient(
            ProxySettings.none(), new HttpTimeouts(Duration.ofSeconds(30), Duration.ofSeconds(30)), "agent");
    private final Map<String, String> environment = new HashMap<>();

    @TempDir
    private Path folder;

    @BeforeEach
    void start() {
        server.start();
        environment.put(FULL, server.url("/v1/credentials"));
    }

    @AfterEach
    void stop() {
        http.close();
        server.stop();
    }

    private Optional<Credentials> find() throws IOException {
        return new ContainerEndpoint(environment, http, events, ticker).find(true);
    }

    @Test
    void theEndpointIsAskedWithTheTokenAndGivesCredentials() throws IOException {
        environment.put("AWS_CONTAINER_AUTHORIZATION_TOKEN", "Basic abc");
        server.stubFor(get("/v1/credentials").willReturn(okJson(DOCUMENT)));
        Credentials found = find().orElseThrow();
        assertThat(found.accessKeyId()).isEqualTo("ASIAEXAMPLE");
        assertThat(found.sessionToken()).isPresent();
        assertThat(found.expires()).contains(Instant.parse("2026-11-22T16:00:00Z"));
        assertThat(found.source()).isEqualTo("the container endpoint");
        assertThat(events.concealedLengths()).containsExactly("Basic abc".length());
        server.verify(getRequestedFor(urlEqualTo("/v1/credentials"))
                .withHeader("Authorization", equalTo("Basic abc"))
                .withHeader("Accept", equalTo("application/json")));
    }

    @Test
    void theTokensFileGoesBeforeTheTokenAndIsReadAnew() throws IOException {
        Path file = Files.writeString(folder.resolve("token"), "first\n");
        environment.put("AWS_CONTAINER_AUTHORIZATION_TOKEN", "other");
        environment.put("AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE", file.toString());
        server.stubFor(get("/v1/credentials").willReturn(okJson(DOCUMENT)));
        ContainerEndpoint endpoint = new ContainerEndpoint(environment, http, events, ticker);
        endpoint.find(true);
        Files.writeString(file, "second");
        endpoint.find(true);
        server.verify(1, getRequestedFor(urlEqualTo("/v1/credentials")).withHeader("Authorization", equalTo("first")));
        server.verify(1, getRequestedFor(urlEqualTo("/v1/credentials")).withHeader("Authorization", equalTo("second")));
    }

    @Test
    void withoutATokenNoneIsSent() throws IOException {
        server.stubFor(get("/v1/credentials").willReturn(okJson(DOCUMENT)));
        assertThat(find()).isPresent();
        server.verify(getRequestedFor(urlEqualTo("/v1/credentials")).withHeader("Authorization", absent()));
    }

    @Test
    void aTokenOfTwoLinesOrAFileThatIsNotThereIsRefusedUnsent() {
        environment.put("AWS_CONTAINER_AUTHORIZATION_TOKEN", "sEcret\r\nX-More: 1");
        assertThatThrownBy(this::find).hasMessage("the token for the container endpoint has more than one line");
        environment.put(
                "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE", folder.resolve("none").toString());
        assertThatThrownBy(this::find)
                .hasMessage("the file that AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE names cannot be read");
        assertThat(server.getAllServeEvents()).isEmpty();
    }

    @Test
    void troubleOfTheEndpointIsRetriedAndPasses() throws IOException {
        server.stubFor(get("/v1/credentials")
                .inScenario("late")
                .whenScenarioStateIs(Scenario.STARTED)
                .willReturn(aResponse().withStatus(500))
                .willSetStateTo("cut"));
        server.stubFor(get("/v1/credentials")
                .inScenario("late")
                .whenScenarioStateIs("cut")
                .willReturn(aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER))
                .willSetStateTo("up"));
        server.stubFor(get("/v1/credentials")
                .inScenario("late")
                .whenScenarioStateIs("up")
                .willReturn(okJson(DOCUMENT)));
        assertThat(find()).isPresent();
        assertThat(ticker.sleeps()).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource({"500,3,true", "429,3,true", "404,1,false", "401,1,false"})
    void anAnswerWithoutCredentialsIsTold(int status, int asked, boolean mayPass) {
        server.stubFor(
                get("/v1/credentials").willReturn(aResponse().withStatus(status).withBody("sEcret")));
        assertThatThrownBy(this::find).asInstanceOf(type(AwsRefusal.class)).satisfies(refusal -> {
            assertThat(refusal.why()).isEqualTo("the container endpoint answered " + status);
            assertThat(refusal.mayPass()).isEqualTo(mayPass);
        });
        server.verify(asked, getRequestedFor(urlEqualTo("/v1/credentials")));
    }

    @Test
    void withoutItsVariablesThereIsNoEndpoint() throws IOException {
        environment.clear();
        assertThat(find()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://example.com/c",
                "http://127.0.0.1:8080/c",
                "http://127.8.9.10/c",
                "http://[::1]:80/c",
                "http://169.254.170.2/c",
                "http://169.254.170.23/v1/credentials",
                "http://[fd00:ec2::23]/v1/credentials"
            })
    void aUrlMayLeadToThisMachineToAwssOwnAddressesOrOverTls(String url) throws AwsRefusal {
        assertThat(ContainerAddress.of(Map.of(FULL, url))).map(Object::toString).contains(url);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://192.0.2.7/c",
                "http://169.254.169.254/c",
                "http://127.0.0.1@192.0.2.7/c",
                "http://[2001:db8::1]/c",
                "ftp://127.0.0.1/c",
                "nonsense"
            })
    void aUrlThatLeadsElsewhereIsRefused(String url) {
        assertThatThrownBy(() -> ContainerAddress.of(Map.of(FULL, url))).isInstanceOf(AwsRefusal.class);
    }

    @Test
    void aPathIsOneOfEcsAndGoesBeforeAUrl() throws AwsRefusal {
        String relative = "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI";
        assertThat(ContainerAddress.of(Map.of(relative, "/v2/credentials/x?id=1", FULL, "https://example.com/")))
                .map(Object::toString)
                .contains("http://169.254.170.2/v2/credentials/x?id=1");
        assertThat(ContainerAddress.of(Map.of(relative, "@example.com/")))
                .map(Object::toString)
                .contains("http://169.254.170.2/@example.com/");
    }
}
