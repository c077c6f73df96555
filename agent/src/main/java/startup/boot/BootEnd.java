package startup.boot;

import startup.base.ExitStatus;
import startup.report.VerdictDocument;

/**
 * How an agent leaves a run.
 *
 * @param verdict as it is on disk; {@code running} if another agent is to go on
 * @param status what the agent exits with
 */
public record BootEnd(VerdictDocument verdict, ExitStatus status) {
    /** The run has its verdict. */
    static BootEnd of(VerdictDocument verdict) {
        Integer exit = verdict.exit();
        return new BootEnd(verdict, exit == null ? ExitStatus.AGENT_FAULT : ExitStatus.ofCode(exit));
    }

    boolean isReboot() {
        return status == ExitStatus.REBOOTING;
    }
}
