package startup.base;

/**
 * How the agent's process ends: a contract with the stub, with scripts and with people.
 *
 * <p>The numbers start at 10 because the JVM itself exits 1 (bad jar) and 3 (out of memory). Source: DESIGN, "Command
 * line".
 */
public enum ExitStatus {
    OK(0),
    /** Wrong usage, or a manifest, graph or option that cannot be accepted; nothing ran. */
    USAGE(2),
    MODULE_FAILED(10),
    /** The bundle could not be fetched, or was cut short in transport. */
    NOT_FETCHED(11),
    /** A key source gave no key. */
    NO_KEY(12),
    /** Wrong key, failed proof or damaged bytes. */
    NOT_PROVEN(13),
    /** A forbidden entry, or over a limit. */
    REFUSED(14),
    /** This machine: disk full, no permission, {@code noexec}. */
    MACHINE(15),
    /** Another agent is running. */
    BUSY(16),
    REBOOTING(17),
    DEGRADED(20),
    /** Verdict ok, but the log could not be delivered; it is kept. */
    LOG_UNDELIVERED(21),
    /** A fault of the agent itself. */
    AGENT_FAULT(70),
    INTERRUPTED(130),
    TERMINATED(143);

    private final int code;

    ExitStatus(int code) {
        this.code = code;
    }

    /** The process exit status, 0 to 255. */
    public int code() {
        return code;
    }

    /**
     * The status of that code.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static ExitStatus ofCode(int code) {
        for (ExitStatus status : values()) {
            if (status.code == code) {
                return status;
            }
        }
        throw new IllegalArgumentException("no exit status " + code);
    }
}
