package startup.aws;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import startup.base.Secret;
import startup.http.HttpClient;
import startup.http.HttpTimeouts;
import startup.http.ProxySettings;

class LaunchSignalsTest {
    private static final String KEY = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";
    private static final Instant NOW = Instant.parse("2026-11-22T10:15:00Z");

    private final WireMockServer server = new WireMockServer(options().dynamicPort());
    private final HttpClient http = new HttpClient(
            ProxySettings.none(), new HttpTimeouts(Duration.ofSeconds(30), Duration.ofSeconds(30)), "agent");

    @BeforeEach
    void start() {
        server.start();
    }

    @AfterEach
    void stop() {
        http.close();
        server.stop();
    }

    private LaunchSignals signals(Optional<String> region) {
        CredentialsSource source = new CredentialsSource() {
            @Override
            public Credentials credentials() {
                return new Credentials(
                        "AKIDEXAMPLE", Secret.ofText(KEY), Optional.empty(), Optional.empty(), "instance role web");
            }

            @Override
            public void refused(Credentials stale) {
                throw new AssertionError("they are good");
            }
        };
        Endpoints endpoints = Endpoints.of(Map.of("AWS_ENDPOINT_URL", server.baseUrl()));
        return new LaunchSignals(http, source, endpoints, () -> region, () -> NOW);
    }

    private LoggedRequest request() {
        return server.getAllServeEvents().get(0).getRequest();
    }

    @Test
    void aStackIsSignalledWithASignedForm() throws Exception {
        server.stubFor(post(urlEqualTo("/")).willReturn(ok()));
        signals(Optional.of("eu-west-1")).signalResource("web stack", "Group", "i-0abc", true);

        assertThat(request().getBodyAsString())
                .isEqualTo("Action=SignalResource&LogicalResourceId=Group&StackName=web%20stack&Status=SUCCESS"
                        + "&UniqueId=i-0abc&Version=2010-05-15");
        SignatureCheck.verify(request(), "cloudformation", "eu-west-1", "AKIDEXAMPLE", KEY);
    }

    @Test
    void anInstanceThatFailedIsAbandoned() throws Exception {
        server.stubFor(post(urlEqualTo("/")).willReturn(ok()));
        signals(Optional.of("eu-west-1")).completeLifecycleAction("web", "boot", "i-0abc", false);

        assertThat(request().getBodyAsString())
                .isEqualTo("Action=CompleteLifecycleAction&AutoScalingGroupName=web&InstanceId=i-0abc"
                        + "&LifecycleActionResult=ABANDON&LifecycleHookName=boot&Version=2011-01-01");
        SignatureCheck.verify(request(), "autoscaling", "eu-west-1", "AKIDEXAMPLE", KEY);
    }

    @Test
    void aRefusalNamesThePermissionAndWhetherItMayPass() {
        server.stubFor(post(urlEqualTo("/"))
                .willReturn(aResponse()
                        .withStatus(403)
                        .withBody("<ErrorResponse><Error><Code>AccessDenied</Code></Error></ErrorResponse>")));
        AwsRefusal refusal = catchThrowableOfType(
                AwsRefusal.class,
                () -> signals(Optional.of("eu-west-1")).signalResource("web", "Group", "i-0abc", true));

        assertThat(refusal.why())
                .isEqualTo("cloudformation refuses SignalResource to instance role web (AccessDenied)");
        assertThat(refusal.action()).contains("cloudformation:SignalResource");
        assertThat(refusal.mayPass()).isFalse();
    }

    @Test
    void withoutARegionNobodyIsAsked() {
        AwsRefusal refusal = catchThrowableOfType(
                AwsRefusal.class, () -> signals(Optional.empty()).signalResource("web", "Group", "i-0abc", true));

        assertThat(refusal.why()).isEqualTo("no region is known");
        assertThat(server.getAllServeEvents()).isEmpty();
    }
}
