package startup.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import startup.base.HandWoundTicker;
import startup.http.HttpClient;
import startup.http.HttpTimeouts;
import startup.http.ProxySettings;

class MetadataServiceTest {
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

    private MetadataService service() {
        return service(server);
    }

    private MetadataService service(MetadataServer at) {
        return new MetadataService(http, new MetadataEndpoint(at.uri(), Optional.empty(), true), false, ticker);
    }

    private long tokensAsked() {
        return server.requests().stream()
                .filter(request -> request.startsWith("PUT"))
                .count();
    }

    @Test
    void allThatTheServiceTellsIsReadInSixRequestsAndOneForEachTag() throws IOException {
        server.value("meta-data/public-ipv4", "198.51.100.7")
                .value("meta-data/ipv6", "2001:db8::7")
                .tag("Name", "web one")
                .tag("cost center/Ü", "");
        InstanceMetadata read = service().read();
        assertThat(read.identityDocument().orElseThrow()).contains("\"pendingTime\"");
        assertThat(read)
                .isEqualTo(new InstanceMetadata(
                        "i-0abc",
                        "eu-west-1",
                        Optional.of("eu-west-1a"),
                        Optional.of("t3.micro"),
                        Optional.of("ami-0123456789abcdef0"),
                        Optional.of("123456789012"),
                        Optional.of("ip-10-0-0-7.eu-west-1.compute.internal"),
                        Optional.of("10.0.0.7"),
                        Optional.of("198.51.100.7"),
                        Optional.of("2001:db8::7"),
                        Map.of("Name", "web one", "cost center/Ü", ""),
                        read.identityDocument()));
        assertThat(server.requests()).hasSize(8).startsWith("PUT /latest/api/token");
        assertThat(ticker.sleeps()).isEmpty();
    }

    @Test
    void whatAnInstanceNeedNotHaveIsEmpty() throws IOException {
        server.without("meta-data/local-hostname")
                .value(
                        "dynamic/instance-identity/document",
                        "{\"instanceId\":\"i-0abc\",\"region\":\"eu-west-1\",\"privateIp\":null}");
        InstanceMetadata read = service().read();
        assertThat(read.hostname()).isEmpty();
        assertThat(read.privateIpv4()).isEmpty();
        assertThat(read.publicIpv4()).isEmpty();
        assertThat(read.ipv6()).isEmpty();
        assertThat(read.tags()).isEmpty();
    }

    @Test
    void withoutAnIdentityDocumentTheSameIsGatheredFromPaths() throws IOException {
        InstanceMetadata whole = service().read();
        server.without("dynamic/instance-identity/document")
                .value(
                        "meta-data/identity-credentials/ec2/info",
                        "{\"Code\":\"Success\",\"AccountId\":\"123456789012\"}");
        InstanceMetadata gathered = service().read();
        assertThat(gathered.identityDocument()).isEmpty();
        assertThat(gathered.variables()).isEqualTo(whole.variables());
    }

    @Test
    void ofSeveralHostNamesTheFirstIsTaken() throws IOException {
        server.value("meta-data/local-hostname", "ip-10-0-0-7.example.com second.example.org");
        assertThat(service().read().hostname()).contains("ip-10-0-0-7.example.com");
    }

    @Test
    void oneTokenServesUntilShortlyBeforeItsEnd() throws IOException {
        MetadataService service = service();
        service.read();
        ticker.advance(Duration.ofHours(6).minusSeconds(61));
        service.roleName();
        assertThat(tokensAsked()).isEqualTo(1);
        ticker.advance(Duration.ofSeconds(2));
        service.roleName();
        assertThat(tokensAsked()).isEqualTo(2);
    }

    @Test
    void aTokenThatIsRefusedIsReplacedOnce() throws IOException {
        MetadataService service = service();
        service.read();
        server.expireTokens();
        assertThat(service.read().instanceId()).isEqualTo("i-0abc");
        assertThat(tokensAsked()).isEqualTo(2);
        assertThat(ticker.sleeps()).isEmpty();
    }

    @Test
    void aServiceThatRefusesItsOwnTokensIsNotAskedForEver() throws IOException {
        MetadataService service = service();
        service.read();
        int before = server.requests().size();
        server.failNext(100, 401);
        assertThatThrownBy(service::roleName).isInstanceOf(AwsRefusal.class).hasMessageContaining("answered 401");
        assertThat(server.requests()).hasSizeLessThan(before + 6);
    }

    @Test
    void anOverloadedServiceIsAskedAgain() throws IOException {
        MetadataService service = service();
        service.read();
        server.failNext(2, 503);
        assertThat(service.read().region()).isEqualTo("eu-west-1");
        assertThat(ticker.sleeps()).containsExactly(Duration.ofMillis(100), Duration.ofMillis(200));
    }

    @Test
    void aServiceThatStaysOverloadedIsARefusalThatMayPass() {
        server.failNext(100, 503);
        assertThatThrownBy(service()::read)
                .asInstanceOf(InstanceOfAssertFactories.type(AwsRefusal.class))
                .satisfies(refusal -> {
                    assertThat(refusal.mayPass()).isTrue();
                    assertThat(refusal.status()).isEqualTo(503);
                });
        assertThat(server.requests()).hasSize(3);
    }

    @Test
    void theRoleAndItsCredentialsAreHandedOn() throws IOException {
        server.role("web+role", "{\"Code\":\"Success\"}");
        assertThat(service().roleName()).contains("web+role");
        assertThat(service().credentialsJson("web+role")).isEqualTo("{\"Code\":\"Success\"}");
    }

    @Test
    void anInstanceWithoutARoleHasNone() throws IOException {
        assertThat(service().roleName()).isEmpty();
        assertThatThrownBy(() -> service().credentialsJson("web"))
                .asInstanceOf(InstanceOfAssertFactories.type(AwsRefusal.class))
                .satisfies(refusal -> assertThat(refusal.status()).isEqualTo(404));
    }

    @Test
    void noticesAreEmptyUntilThereIsOne() throws IOException {
        assertThat(service().spotInstanceAction()).isEmpty();
        assertThat(service().rebalanceRecommendation()).isEmpty();
        server.spotInstanceAction("{\"action\":\"stop\"}").rebalanceRecommendation("{\"noticeTime\":\"x\"}");
        assertThat(service().spotInstanceAction()).contains("{\"action\":\"stop\"}");
        assertThat(service().rebalanceRecommendation()).contains("{\"noticeTime\":\"x\"}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<html>Please log in</html>",
                "",
                "OK",
                "[]",
                "null",
                "{}",
                "{\"instanceId\":\"i-../../x\",\"region\":\"eu-west-1\"}",
                "{\"instanceId\":\"x-1\",\"region\":\"eu-west-1\"}",
                "{\"instanceId\":\"i-1\",\"region\":\"\"}",
                "{\"instanceId\":\"i-1\",\"region\":\"eu-west-1\",\"imageId\":\"a\\nb\"}"
            })
    void anIdentityThatIsNotPlausibleIsRefused(String document) {
        server.value("dynamic/instance-identity/document", document);
        assertThatThrownBy(service()::read)
                .asInstanceOf(InstanceOfAssertFactories.type(AwsRefusal.class))
                .satisfies(refusal -> {
                    assertThat(refusal.mayPass()).isFalse();
                    assertThat(refusal.why()).contains("is not EC2's metadata service");
                });
    }

    @ParameterizedTest
    @ValueSource(strings = {"meta-data/local-hostname", "meta-data/ipv6", "meta-data/tags/instance"})
    void aPageInPlaceOfAValueIsRefused(String path) {
        server.value(path, "<html><body>Please log in</body></html>");
        assertThatThrownBy(service()::read).isInstanceOf(AwsRefusal.class);
    }

    @Test
    void theServiceAnswersOverIpv6() throws IOException {
        try (MetadataServer over6 = onIpv6()) {
            assertThat(over6.uri().toString()).startsWith("http://[");
            assertThat(service(over6.instance("i-6", "eu-west-1")).read().instanceId())
                    .isEqualTo("i-6");
        }
    }

    private static MetadataServer onIpv6() throws IOException {
        try {
            return MetadataServer.startOn(
                    InetAddress.getByAddress(new byte[] {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1}));
        } catch (IOException noIpv6) {
            return Assumptions.abort("this machine has no IPv6");
        }
    }

    @Test
    void theTokenIsNotShown() {
        assertThat(MetadataToken.of("AQAEexample==", Duration.ofHours(6), ticker))
                .hasToString("MetadataToken");
    }
}
