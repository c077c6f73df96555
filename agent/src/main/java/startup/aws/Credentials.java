package startup.aws;

import java.time.Instant;
import java.util.Optional;
import startup.base.Secret;

/**
 * What a request is signed with. Not a record, for a record prints its fields; {@link #toString} tells only where they
 * came from.
 */
public final class Credentials {
    private final String accessKeyId;
    private final Secret secretAccessKey;
    private final Optional<Secret> sessionToken;
    private final Optional<Instant> expires;
    private final String source;

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

    public String accessKeyId() {
        return accessKeyId;
    }

    public Secret secretAccessKey() {
        return secretAccessKey;
    }

    /** Temporary credentials have one. */
    public Optional<Secret> sessionToken() {
        return sessionToken;
    }

    /** When they end, if they were said to. */
    public Optional<Instant> expires() {
        return expires;
    }

    /** Where they came from, for people. */
    public String source() {
        return source;
    }

    @Override
    public String toString() {
        return "Credentials[" + source + "]";
    }
}
