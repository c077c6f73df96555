package startup.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import startup.base.Event;
import startup.base.HandWoundTicker;
import startup.base.RecordedEvents;
import startup.base.StandingTicker;
import startup.http.HttpClient;
import startup.http.HttpTimeouts;
import startup.http.ProxySettings;
import startup.http.RawServer;

@Timeout(60)
class InstanceLookupTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private Path sys;

    private final HandWoundTicker ticker = new HandWoundTicker();
    private final RecordedEvents events = new RecordedEvents();
    private final HttpClient http = new HttpClient(
            ProxySettings.none(), new HttpTimeouts(Duration.ofSeconds(10), Duration.ofSeconds(10)), "test");
    private MetadataServer server;

    @BeforeEach
    void startServer() throws IOException {
        server = MetadataServer.start().instance("i-0abc", "eu-west-1");
    }

    @AfterEach
    void stopServer() {
        server.close();
        http.close();
    }

    private static MetadataEndpoint stated(URI uri) {
        return new MetadataEndpoint(uri, Optional.empty(), true);
    }

    private static MetadataEndpoint byCustom(URI uri) {
        return new MetadataEndpoint(uri, Optional.empty(), false);
    }

    private MetadataService service(MetadataEndpoint endpoint) {
        return new MetadataService(http, endpoint, false, ticker);
    }

    private InstanceLookup lookup(MetadataEndpoint endpoint) {
        Knock patient = new Knock(Duration.ofSeconds(10), Duration.ofSeconds(10), ticker);
        return new InstanceLookup(
                Optional.of(endpoint), new Ec2Hardware(sys), PATIENCE, this::service, events, ticker, patient);
    }

    private InstanceLookup brief(MetadataEndpoint endpoint, Function<MetadataEndpoint, MetadataService> service) {
        return new InstanceLookup(Optional.of(endpoint), new Ec2Hardware(sys), PATIENCE, service, events, ticker);
    }

    private static MetadataService neverAsked(MetadataEndpoint endpoint) {
        throw new AssertionError("HTTP was asked for at " + endpoint);
    }

    private static URI nobody() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return URI.create("http://localhost:" + socket.getLocalPort());
        }
    }

    private void claimEc2() throws IOException {
        Path vendor = sys.resolve("class/dmi/id/sys_vendor");
        Files.createDirectories(vendor.getParent());
        Files.writeString(vendor, "Amazon EC2\n");
    }

    private Event.Level levelOf(String action) {
        return events.all().stream()
                .filter(event -> event.action().equals(action))
                .map(Event::level)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void theServiceIsFoundAndReadOnce() throws InterruptedException {
        try (InstanceLookup lookup = lookup(stated(server.uri()))) {
            lookup.begin();
            lookup.begin();
            assertThat(lookup.await().orElseThrow().instanceId()).isEqualTo("i-0abc");
            int requests = server.requests().size();
            assertThat(lookup.await()).isPresent();
            assertThat(lookup.service()).isPresent();
            assertThat(server.requests()).hasSize(requests);
        }
        assertThat(events.messages("metadata.found")).containsExactly("This is i-0abc in eu-west-1");
        assertThat(ticker.sleeps()).isEmpty();
    }

    @Test
    void theServiceIsFoundEvenWhereItWasNotExpected() throws InterruptedException {
        assertThat(lookup(byCustom(server.uri())).await()).isPresent();
    }

    @Test
    void theRoleIsThatOfTheServiceThatIsFound() throws IOException {
        server.role("web", "{}");
        InstanceRole role = lookup(stated(server.uri())).role();
        assertThat(role.roleName()).contains("web");
        assertThat(role.credentialsJson("web")).isEqualTo("{}");
    }

    @Test
    void elsewhereNobodyThereIsAbsenceAtOnceAndWithoutHttp() throws Exception {
        InstanceLookup lookup = brief(byCustom(nobody()), InstanceLookupTest::neverAsked);
        assertThat(lookup.await()).isEmpty();
        assertThat(levelOf("metadata.absent")).isEqualTo(Event.Level.DEBUG);
        assertThat(ticker.sleeps()).isEmpty();
        assertThatThrownBy(() -> lookup.role().roleName())
                .asInstanceOf(InstanceOfAssertFactories.type(AwsRefusal.class))
                .satisfies(refusal -> assertThat(refusal.mayPass()).isFalse());
    }

    @Test
    void elsewhereAHostThatAcceptsAndStaysSilentIsAbsence() throws Exception {
        try (RawServer silent = RawServer.start(RawServer.Exchange::awaitHangUp)) {
            assertThat(brief(byCustom(silent.uri("")), InstanceLookupTest::neverAsked)
                            .await())
                    .isEmpty();
        }
        assertThat(levelOf("metadata.absent")).isEqualTo(Event.Level.DEBUG);
    }

    @Test
    void elsewhereAHostThatRedirectsIsAbsence() throws Exception {
        try (RawServer hotel =
                RawServer.start(exchange -> exchange.say("HTTP/1.1 302 Found", "Location: http://127.0.0.1:1/login"))) {
            assertThat(lookup(byCustom(hotel.uri(""))).await()).isEmpty();
            assertThat(hotel.exchanges()).hasSize(1);
        }
    }

    @Test
    void elsewhereALoginPageIsAbsenceThatIsTold() throws Exception {
        String page = "<html>Welcome</html>";
        try (RawServer hotel = RawServer.start(exchange -> {
            exchange.say("HTTP/1.1 200 OK", "Content-Length: " + page.length(), "Connection: close");
            exchange.text(page);
        })) {
            assertThat(lookup(byCustom(hotel.uri(""))).await()).isEmpty();
        }
        assertThat(events.messages("metadata.absent"))
                .singleElement()
                .asString()
                .contains("is not EC2's metadata service");
    }

    @Test
    void aServiceThatComesTenSecondsLateIsWaitedFor() throws InterruptedException {
        server.failNext(21, 503);
        assertThat(lookup(stated(server.uri())).await()).isPresent();
        assertThat(waited()).isBetween(Duration.ofSeconds(10), Duration.ofSeconds(15));
        assertThat(events.messages("metadata.waiting"))
                .singleElement()
                .asString()
                .contains("answered 503");
        assertThat(events.messages("metadata.absent")).isEmpty();
    }

    private Duration waited() {
        return ticker.sleeps().stream().reduce(Duration.ZERO, Duration::plus);
    }

    @Test
    void onEc2NobodyThereIsWaitedForToTheLimit() throws Exception {
        claimEc2();
        InstanceLookup lookup = brief(byCustom(nobody()), InstanceLookupTest::neverAsked);
        assertThat(lookup.await()).isEmpty();
        assertThat(waited()).isEqualTo(PATIENCE);
        assertThat(ticker.sleeps())
                .startsWith(
                        Duration.ofMillis(100),
                        Duration.ofMillis(200),
                        Duration.ofMillis(400),
                        Duration.ofMillis(800),
                        Duration.ofMillis(1600),
                        Duration.ofMillis(3200),
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(5));
        assertThat(events.messages("metadata.waiting")).hasSize(2);
        assertThat(levelOf("metadata.absent")).isEqualTo(Event.Level.WARN);
        assertThat(events.messages("metadata.absent"))
                .singleElement()
                .asString()
                .contains("(waited 1 min)");
    }

    @Test
    void onEc2WithIpv6AloneTheOtherAddressIsAsked() throws Exception {
        claimEc2();
        MetadataEndpoint both = new MetadataEndpoint(nobody(), Optional.of(server.uri()), false);
        assertThat(lookup(both).await()).isPresent();
        assertThat(ticker.sleeps()).isEmpty();
    }

    @Test
    void aServiceThatIsSwitchedOffIsNotWaitedFor() throws InterruptedException {
        server.refuseTokens(403);
        InstanceLookup lookup = lookup(stated(server.uri()));
        assertThat(lookup.await()).isEmpty();
        assertThat(ticker.sleeps()).isEmpty();
        assertThat(levelOf("metadata.absent")).isEqualTo(Event.Level.WARN);
        assertThat(events.messages("metadata.absent"))
                .singleElement()
                .asString()
                .contains("switched off");
        assertThatThrownBy(() -> lookup.role().roleName()).hasMessageContaining("switched off");
    }

    @Test
    void whereTheEnvironmentSwitchesItOffNothingIsAsked() throws Exception {
        Optional<MetadataEndpoint> none = MetadataEndpoint.of(Map.of("AWS_EC2_METADATA_DISABLED", "true"));
        InstanceLookup lookup = new InstanceLookup(
                none, new Ec2Hardware(sys), PATIENCE, InstanceLookupTest::neverAsked, events, ticker);
        assertThat(lookup.await()).isEmpty();
        assertThatThrownBy(() -> lookup.role().roleName()).hasMessageContaining("AWS_EC2_METADATA_DISABLED");
    }

    @Test
    void whatAPersonToldStandsInPlaceOfTheService() throws Exception {
        InstanceMetadata told = InstanceMetadata.parse("{\"instance_id\":\"laptop\",\"region\":\"eu-west-1\"}");
        InstanceLookup lookup = InstanceLookup.told(Optional.of(told));
        lookup.begin();
        assertThat(lookup.await()).contains(told);
        assertThat(lookup.service()).isEmpty();
        assertThatThrownBy(() -> lookup.role().roleName())
                .isInstanceOf(AwsRefusal.class)
                .hasMessageContaining("--metadata");
        assertThat(InstanceLookup.told(Optional.empty()).await()).isEmpty();
    }

    @Test
    void anInterruptEndsTheWaitingAndNotTheSearch() throws Exception {
        StandingTicker patient = new StandingTicker();
        InstanceLookup lookup = new InstanceLookup(
                Optional.of(stated(nobody())),
                new Ec2Hardware(sys),
                PATIENCE,
                InstanceLookupTest::neverAsked,
                events,
                patient);
        lookup.begin();
        patient.awaitSleep();
        Thread.currentThread().interrupt();
        assertThatThrownBy(lookup::await).isInstanceOf(InterruptedException.class);
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> lookup.role().roleName()).isInstanceOf(IOException.class);
        assertThat(Thread.interrupted()).isTrue();
        assertThat(patient.wasInterrupted()).isFalse();
        lookup.close();
        patient.awaitInterrupt();
        assertThat(lookup.await()).isEmpty();
    }
}
