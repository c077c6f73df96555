package startup.aws;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import startup.base.Secret;

/** The same credentials at all times, of AWS's published example key; counts how often they were refused. */
final class GivenCredentials implements CredentialsSource {
    private final Credentials credentials;
    private final AtomicInteger refusals = new AtomicInteger();

    private GivenCredentials(Credentials credentials) {
        this.credentials = credentials;
    }

    static GivenCredentials of(String secret) {
        return of(secret, Optional.empty());
    }

    static GivenCredentials of(String secret, String token) {
        return of(secret, Optional.of(Secret.ofText(token)));
    }

    private static GivenCredentials of(String secret, Optional<Secret> token) {
        return new GivenCredentials(
                new Credentials(S3Server.ACCESS_KEY, Secret.ofText(secret), token, Optional.empty(), "the test"));
    }

    @Override
    public Credentials credentials() {
        return credentials;
    }

    @Override
    public void refused(Credentials stale) {
        refusals.incrementAndGet();
    }

    int refusals() {
        return refusals.get();
    }
}
