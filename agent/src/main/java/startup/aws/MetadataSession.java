package startup.aws;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import startup.aws.MetadataExchange.Answer;
import startup.base.Ticker;
import startup.http.Request;

/** Values by their paths, with a token that is renewed as needed. Asks again what may be answered a moment later. */
final class MetadataSession {
    private static final int MOST_TRIES = 3;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);

    private final MetadataExchange service;
    private final MetadataTokens tokens;
    private final Ticker ticker;

    MetadataSession(MetadataExchange service, MetadataTokens tokens, Ticker ticker) {
        this.service = service;
        this.tokens = tokens;
        this.ticker = ticker;
    }

    /** The value at this path below {@code latest/}, which may be empty; none if the service has no such path. */
    Optional<String> get(String path) throws IOException {
        for (int tries = 1; ; tries++) {
            try {
                return getOnce(path);
            } catch (AwsRefusal refusal) {
                if (!refusal.mayPass() || tries == MOST_TRIES) {
                    throw refusal;
                }
                ticker.pause(FIRST_PAUSE.multipliedBy(1L << (tries - 1)));
            }
        }
    }

    private Optional<String> getOnce(String path) throws IOException {
        Answer answer = withToken(path);
        if (answer.status() == 401) {
            answer = withToken(path);
        }
        return switch (answer.status()) {
            case 200 -> Optional.of(answer.text());
            case 404 -> Optional.empty();
            case 403 -> throw service.switchedOff();
            default -> throw service.unexpected(answer.status());
        };
    }

    private Answer withToken(String path) throws IOException {
        MetadataToken token = tokens.current();
        Answer answer = service.ask(token.on(Request.get(service.endpoint().resolve(path))));
        if (answer.status() == 401) {
            tokens.refused(token);
        }
        return answer;
    }

    /** The value at this path if it has one: a single line, of which an empty one is as none. */
    Optional<String> line(String path) throws IOException {
        Optional<String> value = get(path).map(String::strip).filter(text -> !text.isEmpty());
        if (value.isPresent() && !PlausibleValue.isLine(value.get())) {
            throw service.notTheService(200);
        }
        return value;
    }

    /** The lines of a list; empty where there is none. */
    List<String> lines(String path) throws IOException {
        List<String> lines = new ArrayList<>();
        for (String line : get(path).orElse("").split("\n", -1)) {
            if (!PlausibleValue.isLine(line)) {
                throw service.notTheService(200);
            } else if (!line.isBlank()) {
                lines.add(line);
            }
        }
        return lines;
    }

    AwsRefusal notTheService() {
        return service.notTheService(200);
    }

    /** For a document that should be there. */
    AwsRefusal missing(String what) {
        return service.refusal(404, "has no " + what, "Try again later", true);
    }
}
