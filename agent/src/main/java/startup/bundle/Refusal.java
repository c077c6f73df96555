package startup.bundle;

import startup.base.AgentException;
import startup.base.ExitStatus;

/** What this room will not unpack, in words: exit status 14. */
final class Refusal {
    private Refusal() {}

    /** An entry that may not be. {@code why} goes on after the entry's name: {@code leads out of the bundle}. */
    static AgentException ofEntry(String shownName, String why) {
        return new AgentException(
                ExitStatus.REFUSED,
                "The bundle was refused",
                "the entry '" + shownName + "' " + why,
                "Pack the bundle again without it");
    }

    /** A bundle over a limit. */
    static AgentException overLimit(String why, String action) {
        return new AgentException(ExitStatus.REFUSED, "The bundle was refused", why, action);
    }
}
