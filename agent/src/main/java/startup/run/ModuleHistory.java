package startup.run;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a journal says of one module: how often it was tried, what is under way, how it ended. */
public final class ModuleHistory {
    /**
     * An attempt of which no end was noted. Its process may live, may have left an exit status, or may never have been.
     *
     * @param boot of which boot of the machine it is
     * @param process empty if the agent died before it knew it; the attempt's exit-status file may name it
     */
    public record UnderWay(String module, int attempt, String boot, Optional<ProcessName> process) {}

    private final String name;
    private int attempts;
    private int triesAgain;
    private int failures;
    private Duration spent = Duration.ZERO;
    private String endedOnBoot = BootId.UNKNOWN;
    private @Nullable UnderWay underWay;
    private JournalRecord.@Nullable AttemptEnded lastEnd;
    private @Nullable ModuleResult result;
    private JournalRecord.@Nullable RebootAsked rebootAsked;
    private String askedOnBoot = BootId.UNKNOWN;

    ModuleHistory(String name) {
        this.name = name;
    }

    void add(JournalRecord.OfModule step, String boot) {
        if (step instanceof JournalRecord.AttemptStarting starting) {
            begin(new UnderWay(name, starting.attempt(), starting.boot(), Optional.empty()));
        } else if (step instanceof JournalRecord.AttemptStarted started) {
            ProcessName process = started.process();
            begin(new UnderWay(name, started.attempt(), process.boot(), Optional.of(process)));
        } else if (step instanceof JournalRecord.AttemptEnded ended) {
            end(ended);
        } else if (step instanceof JournalRecord.RebootAsked asked) {
            rebootAsked = asked;
            askedOnBoot = boot;
            failures--; // to ask is not to fail
        } else if (step instanceof JournalRecord.ModuleEnded ended) {
            underWay = null;
            lastEnd = null;
            result = ended.result();
            endedOnBoot = boot;
        }
    }

    private void begin(UnderWay attempt) {
        attempts = Math.max(attempts, attempt.attempt());
        underWay = attempt;
        // a module that is tried again, on another boot say, has not ended any more
        result = null;
        lastEnd = null;
        rebootAsked = null;
    }

    private void end(JournalRecord.AttemptEnded ended) {
        attempts = Math.max(attempts, ended.attempt());
        spent = spent.plus(ended.took());
        lastEnd = ended;
        if (ended.kind() != AttemptKind.LOST && ended.exit() != 0) {
            failures++;
        }
        if (ended.kind() == AttemptKind.EXITED && ended.exit() == AttemptEnd.TRY_AGAIN) {
            triesAgain++;
        }
        if (underWay != null && underWay.attempt() == ended.attempt()) {
            underWay = null;
        }
    }

    /** Attempts that were begun, those that got lost included; the next one is this and one. */
    public int attempts() {
        return attempts;
    }

    /** How many of them asked to be tried again, with exit status 75. */
    public int triesAgain() {
        return triesAgain;
    }

    /** How many of them failed; to be lost with its agent, or to ask for a reboot, is not to fail. */
    public int failures() {
        return failures;
    }

    /** How the last attempt ended, if nothing followed from it yet that the journal knows of. */
    public Optional<JournalRecord.AttemptEnded> lastEnd() {
        return Optional.ofNullable(lastEnd);
    }

    /** What its ended attempts took together. */
    public Duration spent() {
        return spent;
    }

    /** Whether it has been tried and is to go on at once. */
    boolean isBegun() {
        return attempts > 0 && result == null && rebootAsked == null;
    }

    public Optional<UnderWay> underWay() {
        return Optional.ofNullable(underWay);
    }

    /** How it ended; empty if it did not start, is under way, is to be tried again, or waits for a reboot. */
    public Optional<ModuleResult> result() {
        return Optional.ofNullable(result);
    }

    /** On which boot it ended, for modules that run on every one; {@link BootId#UNKNOWN} if it did not. */
    public String endedOnBoot() {
        return endedOnBoot;
    }

    /** Whether it waits for a reboot, and the machine has not come up again since it asked. */
    boolean waitsForReboot(String currentBoot) {
        return rebootAsked != null && BootId.same(askedOnBoot, currentBoot);
    }

    /** The reboot that it asked for and after which it has not been tried again yet. */
    public Optional<JournalRecord.RebootAsked> rebootAsked() {
        return Optional.ofNullable(rebootAsked);
    }
}
