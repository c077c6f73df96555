package startup.run;

import java.util.Optional;

/**
 * How often a run may have the machine reboot, and has. Modules that ask before the machine goes down share one reboot.
 *
 * @param allowed by the operator
 * @param done reboots that the run has set about
 */
public record Reboots(boolean allowed, int done) {
    /** Source: DESIGN, "An attempt". */
    private static final int MOST = 5;

    /** Which reboot a module would get now, from 1; empty if none. */
    Optional<Integer> next() {
        return allowed && done < MOST ? Optional.of(done + 1) : Optional.empty();
    }

    /** A clause for people, where there is no next one. */
    String refusal() {
        return allowed
                ? "it asks for a reboot (exit status 194), and the run has had its " + MOST
                : "it asks for a reboot (exit status 194), which needs --allow-reboot";
    }
}
