package startup.aws;

import java.io.IOException;

/** Where credentials come from. Safe for many threads. */
public interface CredentialsSource {
    /**
     * Credentials that are good for now.
     *
     * @throws AwsRefusal without a code if there are none, with why and what to do
     */
    Credentials credentials() throws IOException;

    /** The service called these expired or invalid: the next {@link #credentials()} gets others if it can. */
    void refused(Credentials stale);
}
