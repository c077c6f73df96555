package startup.aws;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import startup.http.NetworkFault;

/**
 * What AWS answered instead of what was asked for, in words; or why there was no answer.
 *
 * <p>Its parts are clauses without a full stop, and hold no key, token or query string.
 */
public final class AwsRefusal extends IOException {
    private static final long serialVersionUID = 1L;

    private final String code;
    private final int status;
    private final String why;
    private final String action;
    private final boolean mayPass;
    private final Duration notBefore;

    AwsRefusal(String code, int status, String why, String action, boolean mayPass, Duration notBefore) {
        super(why);
        this.code = code;
        this.status = status;
        this.why = why;
        this.action = action;
        this.mayPass = mayPass;
        this.notBefore = notBefore;
    }

    /** There was no answer: what the client threw instead, judged. */
    static AwsRefusal unanswered(IOException fault) {
        NetworkFault judged = NetworkFault.of(fault);
        AwsRefusal refusal = new AwsRefusal("", 0, judged.why(), judged.action(), judged.mayPass(), Duration.ZERO);
        refusal.initCause(fault);
        return refusal;
    }

    /** Likewise, but what an interrupt made of the request comes as that, for it is the caller's own doing. */
    static IOException unlessInterrupted(IOException fault) {
        if (!Thread.currentThread().isInterrupted()) {
            return unanswered(fault);
        }
        IOException interrupted = new InterruptedIOException("told to stop while AWS was asked");
        interrupted.initCause(fault);
        return interrupted;
    }

    /** The service's own word, such as {@code NoSuchKey}; empty if AWS did not answer. */
    public String code() {
        return code;
    }

    /** The HTTP status, 0 if there was no answer. */
    public int status() {
        return status;
    }

    /** A clause for people; {@link #getMessage()} is the same. */
    public String why() {
        return why;
    }

    /** What a person can do about it. */
    public String action() {
        return action;
    }

    /** Whether another try may help: the service's own troubles, throttling, the network. */
    public boolean mayPass() {
        return mayPass;
    }

    /** How long the service asks to be left alone, else zero. */
    public Duration notBefore() {
        return notBefore;
    }
}
