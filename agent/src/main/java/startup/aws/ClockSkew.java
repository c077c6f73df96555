package startup.aws;

import java.time.Duration;
import java.time.Instant;
import startup.base.HumanDuration;

/** How far this machine's clock is from the server's, in words: the same ones as long as the clocks go equally fast. */
final class ClockSkew {
    private static final long HALF_A_MINUTE = 30;

    private ClockSkew() {}

    /** {@code 20 min ahead of}; in whole minutes, for a server's time is in whole seconds and some of them old. */
    static String between(Instant ours, Instant theirs) {
        Duration skew = Duration.between(theirs, ours);
        Duration minutes = Duration.ofMinutes((skew.abs().toSeconds() + HALF_A_MINUTE) / 60);
        return HumanDuration.format(minutes) + (skew.isNegative() ? " behind" : " ahead of");
    }
}
