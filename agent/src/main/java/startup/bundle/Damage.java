package startup.bundle;

import org.jspecify.annotations.Nullable;
import startup.base.AgentException;
import startup.base.ExitStatus;

/** Bytes that are no bundle, or no longer a whole one, in words: exit status 13. */
final class Damage {
    private Damage() {}

    /** {@code why} is a clause: {@code it ends in the middle of an entry}. */
    static AgentException because(String why) {
        return because(why, null);
    }

    static AgentException because(String why, @Nullable Throwable cause) {
        return new AgentException(
                ExitStatus.NOT_PROVEN,
                "The bundle is damaged",
                why,
                "Pack and publish it again; if it is sealed, check the key too, since a wrong one can look like damage",
                cause);
    }

    /** Bytes of which the very first show that they were never a bundle. */
    static AgentException notABundle(String why) {
        return new AgentException(
                ExitStatus.NOT_PROVEN,
                "This is not a bundle",
                why,
                "Check the location, and the key if it is sealed; a bundle is a tar, plain or compressed with gzip, xz,"
                        + " zstd or bzip2");
    }
}
