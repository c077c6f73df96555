package startup.aws;

import java.io.IOException;

/** Where signers get credentials, each time anew, so that expired ones are replaced. Safe for many threads. */
public interface CredentialsSource {
    /**
     * Credentials good for now.
     *
     * @throws AwsRefusal with an empty code, status 0 and a why and action for people if there are none
     * @throws java.io.InterruptedIOException if the thread is interrupted while it waits for them
     */
    Credentials credentials() throws IOException;

    /** The service called these expired or invalid: the next {@link #credentials} gets others if it can. */
    void refused(Credentials stale);
}
