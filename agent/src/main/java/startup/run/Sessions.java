package startup.run;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The agents that worked on one run, one after another, and how each left it. One that left no word crashed, if the
 * machine is still on the same boot; else the machine went down under it.
 */
public final class Sessions {
    private String boot = BootId.UNKNOWN;
    private int crashes;
    private int unaskedReboots;
    private int reboots;
    private boolean rebooting;
    private boolean commanded;
    private JournalRecord.@Nullable Interrupted interrupted;

    void add(JournalRecord record) {
        if (record instanceof JournalRecord.RunBegun begun) {
            boot = begun.boot();
        } else if (record instanceof JournalRecord.Resumed resumed) {
            resume(resumed);
        } else if (record instanceof JournalRecord.Rebooting) {
            reboots += rebooting ? 0 : 1; // else it is the same one, which had not come
            rebooting = true;
            commanded = false;
        } else if (record instanceof JournalRecord.RebootCommanded) {
            commanded = true;
        } else if (record instanceof JournalRecord.Interrupted its) {
            interrupted = its;
        }
    }

    private void resume(JournalRecord.Resumed resumed) {
        if (!rebooting && interrupted == null) {
            if (isOnBoot(resumed.boot())) {
                crashes++;
            } else {
                unaskedReboots++;
            }
        }
        rebooting &= isOnBoot(resumed.boot()) && !commanded;
        interrupted = null;
        boot = resumed.boot();
    }

    /** Of the machine when the last agent took the run over; {@link BootId#UNKNOWN} if it could not be told. */
    public String boot() {
        return boot;
    }

    /** Where no boot can be told from another, an agent that fell silent counts as crashed: that ends, reboots may not. */
    private boolean isOnBoot(String other) {
        return boot.equals(other);
    }

    /**
     * How many of the agents before the last crashed. An agent that reads this before it notes that it goes on counts the
     * one before it by {@link #fellSilent}.
     */
    public int crashes() {
        return crashes;
    }

    /** Whether the agent that wrote the last record left no word of why it stopped, given the boot of now. */
    public boolean fellSilent(String currentBoot) {
        return !rebooting && interrupted == null && isOnBoot(currentBoot);
    }

    /** How often the machine went down under an agent that had not asked for it. */
    public int unaskedReboots() {
        return unaskedReboots;
    }

    /** How many reboots the run asked for and set about. */
    public int reboots() {
        return reboots;
    }

    /** Whether the run set about a reboot, and no agent has gone on with it since the machine came up again. */
    public boolean rebooting() {
        return rebooting;
    }

    /**
     * Whether that reboot has come, seen from an agent on the boot of now. Where a command stands in for one, as in a
     * container, that it has succeeded must do.
     */
    public boolean rebooted(String currentBoot) {
        return rebooting && (commanded || !isOnBoot(currentBoot));
    }

    /** The signal that the last agent was stopped by; empty once another goes on. */
    public Optional<String> interruptedBy() {
        return Optional.ofNullable(interrupted).map(JournalRecord.Interrupted::signal);
    }
}
