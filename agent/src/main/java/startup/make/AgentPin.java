package startup.make;

import java.util.Locale;
import startup.base.AgentException;
import startup.base.ExitStatus;

/**
 * The digest that a downloaded agent must have, for every machine or for those of one kind.
 *
 * @param kind what {@code uname -m} says on such a machine; empty for every one
 * @param hex 64 hexadecimal digits in lower case
 */
record AgentPin(String kind, String hex) {
    private static final int DIGITS = 64;

    /**
     * Reads {@code HEX} or {@code ARCH=HEX}.
     *
     * @throws AgentException with exit status 2 if it is neither
     */
    static AgentPin parse(String text) throws AgentException {
        int equals = text.indexOf('=');
        String kind = text.substring(0, Math.max(equals, 0));
        String hex = text.substring(equals + 1);
        if (equals == 0 || !isName(kind)) {
            throw refused("what stands before = is no kind of machine as uname -m names it");
        }
        if (hex.length() != DIGITS || !isHex(hex)) {
            throw refused("'" + hex + "' is not 64 hexadecimal digits");
        }
        return new AgentPin(kind, hex.toLowerCase(Locale.ROOT));
    }

    private static boolean isName(String text) {
        return text.chars().allMatch(c -> c == '_' || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'));
    }

    private static boolean isHex(String text) {
        return text.chars().allMatch(c -> c < 128 && Character.digit(c, 16) >= 0);
    }

    static AgentException refused(String why) {
        return new AgentException(
                ExitStatus.USAGE,
                "--agent-sha256 cannot be accepted",
                why,
                "Take the first column that sha256sum prints of the agent, or one as x86_64=HEX for each kind of machine");
    }

    /** As the stub reads it. */
    String word() {
        return kind.isEmpty() ? hex : kind + "=" + hex;
    }
}
