package startup.aws;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import startup.base.Secret;
import startup.http.HttpClient;
import startup.http.HttpTimeouts;
import startup.http.ProxySettings;
import startup.http.RawServer;

/** S3 as the client sees it that is answered by a server which says what the test wants, and whose credentials can be renewed. */
@Timeout(60)
abstract class AnsweredS3 {
    static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
    static final S3Object OBJECT = new S3Object("acme", "k", Optional.empty());
    static final PutOptions TEXT = new PutOptions("text/plain", Encryption.NONE);
    static final String FOUND = "HTTP/1.1 200 OK\r\nETag: \"0\"\r\nContent-Length: 5\r\nConnection: close\r\n\r\nfound";
    private final HttpClient http = new HttpClient(
            ProxySettings.none(), new HttpTimeouts(Duration.ofSeconds(30), Duration.ofSeconds(30)), "start-up-agent/1");
    final List<Credentials> stale = new CopyOnWriteArrayList<>();

    @AfterEach
    void close() {
        http.close();
    }

    /** Gives other credentials each time: tokens 1, 2, 3. */
    final CredentialsSource renewing = new CredentialsSource() {
        @Override
        public Credentials credentials() {
            Optional<Secret> token = Optional.of(Secret.ofText("token-" + (stale.size() + 1)));
            return new Credentials("AKIDEXAMPLE", Secret.ofText("secret"), token, Optional.empty(), "the test's role");
        }

        @Override
        public void refused(Credentials refused) {
            stale.add(refused);
        }
    };

    S3 at(String endpoint) {
        return new S3(
                http,
                renewing,
                Endpoints.of(Map.of("AWS_ENDPOINT_URL_S3", endpoint)),
                () -> Optional.of("eu-west-1"),
                InstantSource.fixed(NOW));
    }

    S3 at(RawServer server) {
        return at("http://127.0.0.1:" + server.port());
    }

    /** A server that answers so, one text a request, the last one for ever. */
    static RawServer answering(String... answers) throws IOException {
        return RawServer.start(exchange -> exchange.text(answers[Math.min(exchange.number(), answers.length) - 1]));
    }

    AwsRefusal getRefused(String... answers) throws IOException {
        try (RawServer server = answering(answers)) {
            return catchThrowableOfType(AwsRefusal.class, () -> at(server).get(OBJECT, Map.of()));
        }
    }

    AwsRefusal putRefused(String... answers) throws IOException {
        try (RawServer server = answering(answers)) {
            return catchThrowableOfType(AwsRefusal.class, () -> at(server).put(OBJECT, new byte[1], TEXT));
        }
    }

    static String error(int status, String code) {
        return S3Server.error(status, code, "What S3 says.", "");
    }

    /** An answer of these header lines and this body. */
    static String answer(String status, String headers, String body) {
        return "HTTP/1.1 " + status + "\r\n" + headers + "Connection: close\r\nContent-Length: " + body.length()
                + "\r\n\r\n" + body;
    }
}
