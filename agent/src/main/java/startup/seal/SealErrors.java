package startup.seal;

import startup.base.AgentException;
import startup.base.ExitStatus;

/** The ways in which a sealed bundle is turned away. */
final class SealErrors {
    private SealErrors() {}

    /** The key fits, or no key was needed to see it: the bytes are not those that were packed. */
    static AgentException damaged(String why) {
        return new AgentException(
                ExitStatus.NOT_PROVEN,
                "The bundle is damaged",
                why,
                "Fetch it again, and compare its digest with that of the file that was packed");
    }

    /** What opens the bundle was not among the keys. */
    static AgentException wrongKey(String why, String action) {
        return new AgentException(ExitStatus.NOT_PROVEN, "The bundle was not unsealed", why, action);
    }

    static AgentException noKey(String seal) {
        return new AgentException(
                ExitStatus.NO_KEY,
                "The bundle is sealed (" + seal + ") and no key was given",
                "--key names none",
                "Give --key with env:NAME, file:PATH, fd:NUMBER or prompt");
    }

    static AgentException refused(String why, String action) {
        return new AgentException(ExitStatus.REFUSED, "The bundle was not unsealed", why, action);
    }
}
