package startup.report;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.absent;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.equalToJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.putRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import startup.base.AgentException;
import startup.base.ExitStatus;
import startup.base.HandWoundTicker;
import startup.base.RecordedEvents;
import startup.http.HttpClient;
import startup.http.HttpTimeouts;
import startup.http.ProxySettings;

/** What CloudFormation and Auto Scaling are asked themselves is tested in the room {@code aws}. */
class NotifierTest {
    private final WireMockServer server = new WireMockServer(options().dynamicPort());
    private final RecordedEvents events = new RecordedEvents();
    private final HandWoundTicker ticker = new HandWoundTicker();
    private final HttpClient http = new HttpClient(
            ProxySettings.none(), new HttpTimeouts(Duration.ofSeconds(5), Duration.ofSeconds(5)), "test");

    @BeforeEach
    void start() {
        server.start();
    }

    @AfterEach
    void stop() {
        http.close();
        server.stop();
    }

    private static VerdictDocument verdict(String word, @Nullable String cause) {
        return new VerdictDocument(
                "ID",
                word,
                0,
                null,
                Instant.EPOCH,
                Instant.EPOCH,
                "i-0abc",
                new VerdictDocument.Bundle("b", null, null, List.of()),
                cause,
                new ArrayList<>());
    }

    private void tell(VerdictDocument verdict, String prefix) throws Exception {
        Notification there = Notification.parse(prefix + server.url("/hook?secret=stirring"));
        new Notifier(
                        List.of(there),
                        () -> http,
                        () -> {
                            throw new AssertionError("asked for AWS");
                        },
                        events,
                        ticker,
                        new Random(1))
                .tell(verdict, "i-0abc");
    }

    @Test
    void aWebhookIsSentTheVerdictAsItIsOnDisk() throws Exception {
        server.stubFor(any(anyUrl()).willReturn(aResponse().withStatus(204)));
        VerdictDocument verdict = verdict("ok", null);
        tell(verdict, "");

        server.verify(
                postRequestedFor(urlEqualTo("/hook?secret=stirring")).withRequestBody(equalToJson(verdict.toJson())));
        assertThat(events.messages("notify.sent")).hasSize(1);
    }

    @Test
    void aWaitConditionIsSignalledWithItsReasonAndWithoutAContentType() throws Exception {
        server.stubFor(any(anyUrl()).willReturn(aResponse().withStatus(200)));
        tell(verdict("failed", "redis: exit status 100"), "cfn-wait:");

        server.verify(
                putRequestedFor(urlEqualTo("/hook?secret=stirring"))
                        .withHeader("Content-Type", absent())
                        .withRequestBody(
                                equalToJson(
                                        "{\"Status\":\"FAILURE\",\"Reason\":\"redis: exit status 100\",\"UniqueId\":\"i-0abc\",\"Data\":\"ID\"}")));
    }

    @Test
    void aServerInTroubleIsAskedAgain() throws Exception {
        server.stubFor(post(anyUrl())
                .inScenario("trouble")
                .whenScenarioStateIs(Scenario.STARTED)
                .willReturn(aResponse().withStatus(503))
                .willSetStateTo("over"));
        server.stubFor(post(anyUrl())
                .inScenario("trouble")
                .whenScenarioStateIs("over")
                .willReturn(aResponse().withStatus(200)));
        tell(verdict("ok", null), "");

        assertThat(events.messages("notify.sent")).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {404, 503})
    void whatCannotBeToldIsGivenUpWithAWarningThatKeepsTheSecret(int status) throws Exception {
        server.stubFor(any(anyUrl()).willReturn(aResponse().withStatus(status)));
        tell(verdict("ok", null), "");

        assertThat(events.messages("notify.failed"))
                .containsExactly("The verdict was not told to the webhook at localhost: it answered " + status);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "stirring",
                "cfn-wait:stirring",
                "cfn-signal:stirring",
                "asg-lifecycle:/stirring",
                "https:stirring"
            })
    void whatCannotBeUnderstoodIsRefusedWithoutRepeatingIt(String text) {
        assertThatExceptionOfType(AgentException.class)
                .isThrownBy(() -> Notification.parse(text))
                .satisfies(e -> assertThat(e.status()).isEqualTo(ExitStatus.USAGE))
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("stirring"));
    }

    @Test
    void aStackMayBeNamedByItsArn() throws Exception {
        assertThat(Notification.parse("cfn-signal:arn:aws:cloudformation:eu-west-1:1:stack/web/0f/Group"))
                .isEqualTo(new Notification.StackSignal("arn:aws:cloudformation:eu-west-1:1:stack/web/0f", "Group"));
    }
}
