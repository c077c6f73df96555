package startup.aws;

import java.time.Instant;
import java.util.Optional;
import startup.base.Secret;

/**
 * What a request to AWS is signed with. Not a record, for a record prints its fields; {@link #toString} only names the
 * source.
 *
 * <p>Source: AWS General Reference, "Understanding and getting your AWS credentials".
 */
public final class Credentials {
    private final String accessKeyId;
    private final Secret secretAccessKey;
    private final Optional<Secret> sessionToken;
    private final Optional<Instant> expires;
    private final String source;

    /**
     * Takes the secrets over.
     *
     * @param expires when the service stops taking them; empty for keys that last
     * @param source where they come from, for people: "the environment"
     */
    Credentials(
            String accessKeyId,
            Secret secretAccessKey,
            Optional<Secret> sessionToken,
            Optional<Instant> expires,
            String source) {
        this.accessKeyId = accessKeyId;
        this.secretAccessKey = secretAccessKey;
        this.sessionToken = sessionToken;
        this.expires = expires;
        this.source = source;
    }

    /** Not a secret: it stands in the clear in every signed request. */
    public String accessKeyId() {
        return accessKeyId;
    }

    public Secret secretAccessKey() {
        return secretAccessKey;
    }

    /** Present in credentials that were lent for a time. */
    public Optional<Secret> sessionToken() {
        return sessionToken;
    }

    public Optional<Instant> expires() {
        return expires;
    }

    public String source() {
        return source;
    }

    @Override
    public String toString() {
        return "Credentials[" + source + "]";
    }
}
