package startup.aws;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import startup.aws.MetadataExchange.Answer;
import startup.base.Ticker;
import startup.http.Request;

/**
 * Gets the token of a session, keeps it, and gets another in time. Where none comes, finds out why.
 *
 * <p>Source: Amazon EC2 User Guide, "Use the Instance Metadata Service to access instance metadata": a PUT with the life
 * in seconds, from 1 to 21600. Its answer travels only as many hops as the instance's options say, by custom 1, which ends
 * before a container on a bridge.
 */
final class MetadataTokens {
    private static final Duration LIFE = Duration.ofHours(6);
    private static final String LIFE_HEADER = "X-aws-ec2-metadata-token-ttl-seconds";
    /** A young machine is slow at times; what stays silent this often while it answers something else is not. */
    private static final int TRIES_AGAINST_SILENCE = 3;

    private final MetadataExchange service;
    private final boolean version1Allowed;
    private final Ticker ticker;
    private @Nullable MetadataToken token;

    MetadataTokens(MetadataExchange service, boolean version1Allowed, Ticker ticker) {
        this.service = service;
        this.version1Allowed = version1Allowed;
        this.ticker = ticker;
    }

    synchronized MetadataToken current() throws IOException {
        MetadataToken kept = token;
        if (kept == null || kept.isSpent()) {
            kept = obtain();
            token = kept;
        }
        return kept;
    }

    /** The service did not accept this one. */
    synchronized void refused(MetadataToken stale) {
        if (token == stale) {
            token = null;
        }
    }

    private MetadataToken obtain() throws IOException {
        for (int tries = 1; ; tries++) {
            try {
                return judge(service.ask(tokenRequest()));
            } catch (AwsRefusal refusal) {
                if (!MetadataExchange.isSilence(refusal)) {
                    throw refusal;
                }
                int status = statusWithoutToken();
                if (status == 200 && version1Allowed) {
                    return MetadataToken.version1(LIFE, ticker);
                } else if (status != 200 && status != 401) {
                    throw status == 403 ? service.switchedOff() : refusal;
                } else if (tries == TRIES_AGAINST_SILENCE) {
                    throw hopLimit();
                }
            }
        }
    }

    private Request tokenRequest() {
        Map<String, String> life = Map.of(LIFE_HEADER, String.valueOf(LIFE.toSeconds()));
        return new Request("PUT", service.endpoint().resolve("api/token"), life);
    }

    private MetadataToken judge(Answer answer) throws IOException {
        int status = answer.status();
        if (status == 200 && PlausibleValue.isToken(answer.text())) {
            return MetadataToken.of(answer.text(), LIFE, ticker);
        } else if (status == 200) {
            throw service.notTheService(status);
        } else if (status == 403) {
            throw service.switchedOff();
        } else if (status == 429 || (status >= 500 && status != 501) || statusWithoutToken() != 200) {
            throw service.unexpected(status);
        } else if (version1Allowed) {
            return MetadataToken.version1(LIFE, ticker);
        }
        throw onlyVersion1();
    }

    /** What version 1 would be answered: 200 if it is allowed, 401 if only version 2 is. */
    private int statusWithoutToken() throws IOException {
        return service.ask(Request.get(service.endpoint().resolve("meta-data/")))
                .status();
    }

    private AwsRefusal hopLimit() {
        return service.refusal(
                0,
                "answers, but its token does not arrive: the hop limit is too small (a container?)",
                "Raise it with: aws ec2 modify-instance-metadata-options --http-put-response-hop-limit 2"
                        + " --instance-id ID",
                false);
    }

    private AwsRefusal onlyVersion1() {
        return service.refusal(
                0,
                "gives no token: it speaks only version 1",
                "Allow that with --imds v1, if you trust what answers there",
                false);
    }
}
