package startup.fetch;

import java.io.IOException;
import java.time.Duration;
import startup.aws.AwsRefusal;
import startup.http.NetworkFault;
import startup.http.Response;
import startup.http.RetryAfter;

/**
 * Why one try did not bring the bytes.
 *
 * @param why a clause for people
 * @param mayPass whether another try may help
 * @param notBefore how long the server asks to be left alone
 * @param action what a person can do about it
 */
record Setback(String why, boolean mayPass, Duration notBefore, String action) {
    static Setback of(IOException fault) {
        if (fault instanceof AwsRefusal refusal) {
            return new Setback(refusal.why(), refusal.mayPass(), refusal.notBefore(), refusal.action());
        }
        NetworkFault judged = NetworkFault.of(fault);
        return new Setback(judged.why(), judged.mayPass(), Duration.ZERO, judged.action());
    }

    /** An answer without the bytes. Reads and closes it. */
    static Setback of(Response response) {
        RefusedAnswer answer = new RefusedAnswer(response);
        return new Setback(answer.why(), answer.mayPass(), RetryAfter.of(response), answer.action());
    }

    /** Another try would bring the same. */
    static Setback lasting(String why, String action) {
        return new Setback(why, false, Duration.ZERO, action);
    }

    /** The body ended without a fault, but before its announced length. */
    static Setback shortBody() {
        return new Setback(
                "the body ended before its announced length", true, Duration.ZERO, "Check the server's own log");
    }
}
