package startup.aws;

import java.time.Duration;
import java.time.Instant;
import startup.base.HumanDuration;

/** How far this machine's clock is from the server's, in words. */
final class ClockSkew {
    private ClockSkew() {}

    /** {@code 20 min 3 s ahead of}. */
    static String between(Instant ours, Instant theirs) {
        Duration skew = Duration.between(theirs, ours);
        return HumanDuration.format(skew.abs()) + (skew.isNegative() ? " behind" : " ahead of");
    }
}
