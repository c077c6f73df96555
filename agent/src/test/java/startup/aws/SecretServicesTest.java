package startup.aws;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import startup.base.HandWoundTicker;
import startup.base.Secret;
import startup.http.HttpClient;
import startup.http.HttpTimeouts;
import startup.http.ProxySettings;

class SecretServicesTest {
    private static final String KEY = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";
    private static final Instant NOW = Instant.parse("2026-11-22T10:15:00Z");

    private final WireMockServer server = new WireMockServer(options().dynamicPort());
    private final HandWoundTicker ticker = new HandWoundTicker();
    private final HttpClient http = new HttpClient(
            ProxySettings.none(), new HttpTimeouts(Duration.ofSeconds(30), Duration.ofSeconds(30)), "agent");
    private final List<Credentials> refused = new ArrayList<>();
    private Optional<String> token = Optional.of("session/token==");
    private Optional<String> region = Optional.of("eu-west-1");

    @BeforeEach
    void start() {
        server.start();
    }

    @AfterEach
    void stop() {
        http.close();
        server.stop();
    }

    private SecretServices services() {
        CredentialsSource source = new CredentialsSource() {
            @Override
            public Credentials credentials() {
                Optional<Secret> lent = token.map(Secret::ofText);
                return new Credentials("AKIDEXAMPLE", Secret.ofText(KEY), lent, Optional.empty(), "instance role web");
            }

            @Override
            public void refused(Credentials stale) {
                refused.add(stale);
            }
        };
        Endpoints endpoints = Endpoints.of(Map.of("AWS_ENDPOINT_URL", server.baseUrl()));
        return new SecretServices(http, source, endpoints, () -> region, () -> NOW, ticker, new Random(4));
    }

    private LoggedRequest request() {
        return server.findAll(postRequestedFor(urlEqualTo("/"))).get(0);
    }

    private void answer(String json) {
        server.stubFor(post("/").willReturn(okJson(json)));
    }

    private static ResponseDefinitionBuilder fault(String code, String message) {
        return aResponse()
                .withStatus(400)
                .withHeader("Date", "Sun, 22 Nov 2026 10:35:00 GMT")
                .withBody("{\"__type\":\"" + code + "\",\"message\":\"" + message + "\"}");
    }

    private AwsRefusal refusal(ResponseDefinitionBuilder answer) {
        server.stubFor(post("/").willReturn(answer));
        return catchThrowableOfType(AwsRefusal.class, () -> services().parameter("/web/key"));
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    @Test
    void aParameterIsAskedForDecryptedAndSigned() throws Exception {
        answer(
                "{\"Parameter\":{\"Name\":\"/web/key\",\"Type\":\"SecureString\",\"Value\":\"gehe\\u00efm\",\"Version\":3}}");
        assertThat(text(services().parameter("/web/key"))).isEqualTo("geheïm");
        assertThat(request().getBodyAsString()).isEqualTo("{\"Name\":\"/web/key\",\"WithDecryption\":true}");
        assertThat(request().getHeader("X-Amz-Target")).isEqualTo("AmazonSSM.GetParameter");
        assertThat(request().getHeader("Content-Type")).isEqualTo("application/x-amz-json-1.1");
        assertThat(request().getHeader("X-Amz-Date")).isEqualTo("20261122T101500Z");
        assertThat(request().getHeader("X-Amz-Security-Token")).isEqualTo("session/token==");
        SignatureCheck.verify(request(), "ssm", "eu-west-1", "AKIDEXAMPLE", KEY);
    }

    @Test
    void aSecretIsAskedForByItsIdAndSigned() throws Exception {
        token = Optional.empty();
        answer("{\"Name\":\"web\",\"SecretString\":\"{\\\"key\\\":\\\"open\\\",\\\"n\\\":1}\"}");
        assertThat(text(services().secret("web", Optional.empty()))).isEqualTo("{\"key\":\"open\",\"n\":1}");
        assertThat(text(services().secret("web", Optional.of("key")))).isEqualTo("open");
        assertThat(request().getBodyAsString()).isEqualTo("{\"SecretId\":\"web\"}");
        assertThat(request().getHeader("X-Amz-Target")).isEqualTo("secretsmanager.GetSecretValue");
        assertThat(request().containsHeader("X-Amz-Security-Token")).isFalse();
        SignatureCheck.verify(request(), "secretsmanager", "eu-west-1", "AKIDEXAMPLE", KEY);
    }

    @Test
    void aBinarySecretComesAsItsBytesOrAsTheJsonThatItIs() throws Exception {
        String encoded = Base64.getEncoder().encodeToString("{\"k\":\"v\"}".getBytes(StandardCharsets.UTF_8));
        answer("{\"SecretBinary\":\"" + encoded + "\"}");
        assertThat(text(services().secret("web", Optional.empty()))).isEqualTo("{\"k\":\"v\"}");
        assertThat(text(services().secret("web", Optional.of("k")))).isEqualTo("v");
    }

    @Test
    void aCiphertextIsDecryptedAndSigned() throws Exception {
        answer("{\"KeyId\":\"arn:aws:kms:eu-west-1:123456789012:key/x\",\"Plaintext\":\"AP8x\"}");
        assertThat(services().decrypt(new byte[] {1, 2, (byte) 0xff})).containsExactly(0, 0xff, '1');
        assertThat(request().getBodyAsString()).isEqualTo("{\"CiphertextBlob\":\"AQL/\"}");
        assertThat(request().getHeader("X-Amz-Target")).isEqualTo("TrentService.Decrypt");
        SignatureCheck.verify(request(), "kms", "eu-west-1", "AKIDEXAMPLE", KEY);
    }

    @Test
    void theRegionOfAnArnGoesBeforeTheMachines() throws Exception {
        answer("{\"Parameter\":{\"Value\":\"v\"},\"SecretString\":\"s\"}");
        services().parameter("arn:aws:ssm:us-east-2:123456789012:parameter/web");
        SignatureCheck.verify(request(), "ssm", "us-east-2", "AKIDEXAMPLE", KEY);
        server.resetRequests();
        region = Optional.empty();
        services().secret("arn:aws-cn:secretsmanager:cn-north-1:123456789012:secret:web-AbCdEf", Optional.empty());
        SignatureCheck.verify(request(), "secretsmanager", "cn-north-1", "AKIDEXAMPLE", KEY);
    }

    @Test
    void withoutARegionNothingIsAsked() {
        region = Optional.empty();
        assertThatThrownBy(() -> services().parameter("/web/key"))
                .asInstanceOf(type(AwsRefusal.class))
                .satisfies(refusal -> {
                    assertThat(refusal.why()).isEqualTo("the region to ask SSM in is not known");
                    assertThat(refusal.action()).contains("AWS_REGION");
                });
        assertThat(server.getAllServeEvents()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"key\":\"open\"} | other | is without the key other",
                "{\"key\":7} | key | is without a string at key key",
                "[\"key\"] | key | is without a JSON object",
                "plain sEcret | key | is without a JSON object",
            })
    void aKeyThatIsNotThereIsToldWithoutTheContents(String secret, String key, String why) {
        answer("{\"SecretString\":\"" + secret.replace("\"", "\\\"") + "\"}");
        assertThatThrownBy(() -> services().secret("web", Optional.of(key)))
                .asInstanceOf(type(AwsRefusal.class))
                .satisfies(refusal -> {
                    assertThat(refusal.why()).isEqualTo("secret web of Secrets Manager " + why);
                    assertThat(refusal.why() + refusal.action()).doesNotContain("open", "sEcret");
                    assertThat(refusal.getCause()).isNull();
                });
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"Parameter\":null}", "{\"Parameter\":{\"Value\":7}}"})
    void anAnswerWithoutAValueIsRefused(String json) {
        assertThat(refusal(okJson(json))).hasMessage("parameter /web/key of SSM is without a value");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "<html>sEcret</html>", "[]", "{\"Parameter\":{\"Value\":\"sEcret"})
    void anAnswerThatIsNoJsonObjectIsRefusedUnshown(String body) {
        AwsRefusal refusal = refusal(aResponse().withStatus(200).withBody(body));
        assertThat(refusal).hasMessage("SSM answered something else than JSON").hasNoCause();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ParameterNotFound | SSM has no parameter /web/key in eu-west-1 | AWS_REGION",
                "com.amazonaws.ssm#ParameterNotFound:http://x/ | SSM has no parameter /web/key in eu-west-1 | ARN",
                "AccessDeniedException | SSM refuses parameter /web/key in eu-west-1 to instance role web"
                        + " | Allow ssm:GetParameter in the policy",
                "InvalidKeyId | the key of parameter /web/key cannot be used | kms:Decrypt",
                "InvalidSignatureException | SSM finds the signature wrong, made with instance role web | secret access",
                "ValidationException | SSM does not give parameter /web/key | Check the name",
            })
    void aFaultBecomesASentence(String type, String why, String action) {
        AwsRefusal refusal = refusal(fault(type, "it said sEcret"));
        assertThat(refusal.why()).startsWith(why + " (").doesNotContain("sEcret");
        assertThat(refusal.action()).contains(action).doesNotContain("sEcret");
        assertThat(refusal.status()).isEqualTo(400);
        assertThat(type).contains(refusal.code());
        assertThat(refusal.mayPass()).isFalse();
        assertThat(ticker.sleeps()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "AccessDeniedException | KMS refuses the ciphertext in eu-west-1 to instance role web | kms:Decrypt",
                "InvalidCiphertextException | KMS cannot decrypt the ciphertext | damaged",
                "IncorrectKeyException | another key than the one stated encrypted the ciphertext | enabled",
                "DisabledException | the key of the ciphertext is disabled | enabled",
            })
    void faultsOfKmsBecomeSentences(String type, String why, String action) {
        server.stubFor(post("/").willReturn(fault(type, "")));
        assertThatThrownBy(() -> services().decrypt(new byte[3]))
                .asInstanceOf(type(AwsRefusal.class))
                .satisfies(refusal -> {
                    assertThat(refusal.why()).isEqualTo(why + " (" + type + ")");
                    assertThat(refusal.action()).contains(action);
                });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ResourceNotFoundException | Secrets Manager has no secret web in eu-west-1 | AWS_REGION",
                "DecryptionFailure | Secrets Manager cannot decrypt secret web | kms:Decrypt",
                "InvalidRequestException | Secrets Manager does not give secret web | marked for deletion",
                "AccessDeniedException | Secrets Manager refuses secret web in eu-west-1 to instance role web"
                        + " | secretsmanager:GetSecretValue",
            })
    void faultsOfSecretsManagerBecomeSentences(String type, String why, String action) {
        server.stubFor(post("/").willReturn(fault(type, "")));
        assertThatThrownBy(() -> services().secret("web", Optional.empty()))
                .asInstanceOf(type(AwsRefusal.class))
                .satisfies(refusal -> {
                    assertThat(refusal.why()).isEqualTo(why + " (" + type + ")");
                    assertThat(refusal.action()).contains(action);
                });
    }

    @Test
    void aKeyThatTheRoleMayNotUseIsToldApartFromTheValue() {
        AwsRefusal refusal = refusal(
                fault("AccessDeniedException", "The ciphertext refers to a customer master key that does not exist"));
        assertThat(refusal.action()).contains("Allow kms:Decrypt");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Signature expired: 20261122T101500Z is now earlier than 20261122T103000Z",
                "Signature not yet current: 20261122T101500Z is still later than 20261122T101000Z"
            })
    void aClockThatIsOffIsTold(String message) {
        AwsRefusal refusal = refusal(fault("InvalidSignatureException", message));
        assertThat(refusal.why())
                .isEqualTo("this machine's clock is 20 min behind that of SSM (InvalidSignatureException)");
        assertThat(refusal.action()).startsWith("Set this machine's clock");
    }

    @Test
    void expiredCredentialsAreReplacedOnce() throws IOException {
        server.stubFor(post("/")
                .inScenario("expiry")
                .whenScenarioStateIs(Scenario.STARTED)
                .willReturn(fault("ExpiredTokenException", "The security token included in the request is expired"))
                .willSetStateTo("renewed"));
        server.stubFor(post("/")
                .inScenario("expiry")
                .whenScenarioStateIs("renewed")
                .willReturn(okJson("{\"Parameter\":{\"Value\":\"v\"}}")));
        assertThat(text(services().parameter("/web/key"))).isEqualTo("v");
        assertThat(refused).hasSize(1);
        assertThat(ticker.sleeps()).isEmpty();
    }

    @Test
    void credentialsThatAreRefusedTwiceAreToldOf() {
        AwsRefusal refusal = refusal(fault("UnrecognizedClientException", "invalid"));
        assertThat(refusal.why())
                .isEqualTo("SSM does not accept the credentials of instance role web (UnrecognizedClientException)");
        assertThat(refused).hasSize(1);
        server.verify(2, postRequestedFor(urlEqualTo("/")));
    }

    @Test
    void troubleThatPassesIsWaitedOut() throws IOException {
        String[] states = {Scenario.STARTED, "1", "2", "3"};
        ResponseDefinitionBuilder[] answers = {
            fault("ThrottlingException", "Rate exceeded"),
            aResponse().withStatus(503).withHeader("Retry-After", "3"),
            aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER),
            okJson("{\"Parameter\":{\"Value\":\"v\"}}")
        };
        for (int i = 0; i < answers.length; i++) {
            server.stubFor(post("/")
                    .inScenario("trouble")
                    .whenScenarioStateIs(states[i])
                    .willReturn(answers[i])
                    .willSetStateTo(states[Math.min(i + 1, 3)]));
        }
        assertThat(text(services().parameter("/web/key"))).isEqualTo("v");
        assertThat(ticker.sleeps()).hasSize(3);
        assertThat(ticker.sleeps().get(1)).isGreaterThanOrEqualTo(Duration.ofSeconds(3));
    }

    @Test
    void troubleThatStaysIsToldAfterAMinute() {
        AwsRefusal refusal = refusal(aResponse().withStatus(500));
        assertThat(refusal.why()).isEqualTo("SSM is busy or in trouble (status 500)");
        assertThat(refusal.mayPass()).isTrue();
        Duration slept = ticker.sleeps().stream().reduce(Duration.ZERO, Duration::plus);
        assertThat(slept).isBetween(Duration.ofSeconds(40), Duration.ofMinutes(1));
    }

    @Test
    void aServerThatIsNotThereIsToldInTheWordsOfTheNetwork() {
        SecretServices services = services();
        server.stop();
        AwsRefusal refusal = catchThrowableOfType(AwsRefusal.class, () -> services.parameter("/web/key"));
        assertThat(refusal.status()).isZero();
        assertThat(refusal.why()).startsWith("no connection to ");
    }
}
