package startup.aws;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import startup.base.Deadline;
import startup.base.Json;
import startup.base.RetryPolicy;
import startup.base.Ticker;
import startup.http.HttpClient;
import startup.http.Request;
import startup.http.Response;

/**
 * AWS's JSON protocol 1.1: a signed POST that names its operation, answered by JSON. Trouble that may pass is waited out
 * for up to a minute; credentials that are refused are replaced once.
 *
 * <p>The JSON text of an answer is a String, which cannot be wiped; what is made of it is arrays. Source: Smithy
 * specification, "AWS JSON 1.1 protocol".
 */
final class SecretProtocol {
    private static final Duration LIMIT = Duration.ofMinutes(1);
    private static final RetryPolicy PAUSES = new RetryPolicy(Duration.ofMillis(200), Duration.ofSeconds(10));
    private static final int MOST_ANSWER = 1 << 20;
    private static final int MOST_FAULT = 1 << 16;
    private static final String CONTENT_TYPE = "application/x-amz-json-1.1";

    private final HttpClient http;
    private final CredentialsSource credentials;
    private final Endpoints endpoints;
    private final InstantSource clock;
    private final Ticker ticker;
    private final RandomGenerator random;

    SecretProtocol(
            HttpClient http,
            CredentialsSource credentials,
            Endpoints endpoints,
            InstantSource clock,
            Ticker ticker,
            RandomGenerator random) {
        this.http = http;
        this.credentials = credentials;
        this.endpoints = endpoints;
        this.clock = clock;
        this.ticker = ticker;
        this.random = random;
    }

    /** The members of the answer. */
    Map<?, ?> ask(SecretCall call) throws IOException {
        Deadline end = Deadline.after(LIMIT, ticker);
        boolean renewed = false;
        for (int tries = 1; ; tries++) {
            Credentials used = credentials.credentials();
            try {
                return askOnce(call, used);
            } catch (AwsRefusal refusal) {
                boolean renews = !renewed && isAboutCredentials(refusal);
                if (renews) {
                    credentials.refused(used);
                    renewed = true;
                } else {
                    pauseAfter(refusal, tries, end);
                }
            }
        }
    }

    private static boolean isAboutCredentials(AwsRefusal refusal) {
        return new ServiceFault(refusal.status(), refusal.code(), "").isAboutCredentials();
    }

    /** Throws the refusal if another try makes no sense, or none in time. */
    private void pauseAfter(AwsRefusal refusal, int tries, Deadline end) throws IOException {
        Duration pause = refusal.notBefore().plus(PAUSES.pauseAfter(tries, random));
        if (!refusal.mayPass() || pause.compareTo(end.remaining()) > 0 || end.hasPassed()) {
            throw refusal;
        }
        ticker.pause(pause);
    }

    private Map<?, ?> askOnce(SecretCall call, Credentials used) throws IOException {
        Request request = signed(call, used);
        Instant sent = clock.instant();
        try (Response response = http.send(request)) {
            if (response.status() != 200) {
                ServiceFault fault = ServiceFault.of(response, text(response, MOST_FAULT));
                throw new ServiceRefusals(call, used, sent).of(fault, response);
            }
            return members(text(response, MOST_ANSWER), call);
        } catch (AwsRefusal refusal) {
            throw refusal;
        } catch (IOException fault) {
            throw AwsRefusal.unlessInterrupted(fault);
        }
    }

    private Request signed(SecretCall call, Credentials used) throws AwsRefusal {
        SecretService service = call.service();
        byte[] body = call.body();
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Content-Type", CONTENT_TYPE);
        headers.put("X-Amz-Target", service.target());
        URI place = URI.create(endpoints.of(service.id(), call.region()) + "/");
        Request request = new Request("POST", place, headers, body);
        return new Signer(service.id(), call.region(), clock).sign(request, body, used);
    }

    private static String text(Response response, int most) throws IOException {
        byte[] bytes = response.body().readNBytes(most);
        String text = new String(bytes, StandardCharsets.UTF_8);
        Arrays.fill(bytes, (byte) 0);
        return text;
    }

    private static Map<?, ?> members(String text, SecretCall call) throws AwsRefusal {
        Optional<Object> tree;
        try {
            tree = Optional.ofNullable(Json.parse(text));
        } catch (IOException quotesIt) {
            tree = Optional.empty();
        }
        if (tree.isPresent() && tree.get() instanceof Map<?, ?> members) {
            return members;
        }
        throw new AwsRefusal(
                "",
                200,
                call.service().display() + " answered something else than JSON",
                "Check AWS_ENDPOINT_URL, and what stands between this machine and the service",
                false,
                Duration.ZERO);
    }
}
