package startup.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RunHistoryTest {
    private static final String BOOT = JournalRecords.BOOT;
    private static final String NEXT_BOOT = JournalRecords.NEXT_BOOT;

    @Test
    void aRunThatNeverBeganHasNothingToGoOnWith() {
        RunHistory history = RunHistory.of(List.of());
        assertThat(history.isUnfinished()).isFalse();
        assertThat(history.begun()).isEmpty();
        assertThat(history.module("a").attempts()).isZero();
        assertThat(history.module("a").result()).isEmpty();
    }

    @Test
    void aRunIsUnfinishedUntilItHasAVerdict() {
        assertThat(history().isUnfinished()).isTrue();
        RunHistory ended = history(new JournalRecord.RunEnded("failed", 10));
        assertThat(ended.isUnfinished()).isFalse();
        assertThat(ended.end()).contains(new JournalRecord.RunEnded("failed", 10));
    }

    @Test
    void aModuleThatHasEndedHasAResultAndTheBootOnWhichItDid() {
        RunHistory history = history(
                JournalRecords.starting("a", 1),
                JournalRecords.starting("b", 1),
                JournalRecords.succeeded("b", 1),
                JournalRecords.succeeded("a", 1));
        assertThat(history.modules())
                .allSatisfy(
                        module -> assertThat(history.module(module).result()).isPresent());
        assertThat(history.underWay()).isEmpty();
        assertThat(history.module("a").endedOnBoot()).isEqualTo(BOOT);
    }

    @Test
    void anAttemptIsUnderWayFromBeforeItsProcessUntilItsEnd() {
        JournalRecord starting = JournalRecords.starting("a", 1);
        JournalRecord started = JournalRecords.started("a", 1);
        assertThat(history(starting).underWay())
                .containsExactly(new ModuleHistory.UnderWay("a", 1, BOOT, Optional.empty()));
        assertThat(history(starting, started).underWay())
                .containsExactly(
                        new ModuleHistory.UnderWay("a", 1, BOOT, Optional.of(new ProcessName(4711, 99, BOOT))));
        assertThat(history(starting, started, JournalRecords.exited("a", 1, 1)).underWay())
                .isEmpty();
    }

    @Test
    void attemptsCountOnAndThoseThatAskedToBeTriedAgainAreCounted() {
        ModuleHistory module = history(
                        JournalRecords.starting("a", 1),
                        JournalRecords.exited("a", 1, 75),
                        JournalRecords.starting("a", 2),
                        JournalRecords.exited("a", 2, 1),
                        JournalRecords.starting("a", 3))
                .module("a");
        assertThat(module.attempts()).isEqualTo(3);
        assertThat(module.triesAgain()).isEqualTo(1);
        assertThat(module.spent()).isEqualTo(Duration.ofSeconds(3));
        assertThat(module.result()).isEmpty();
    }

    @Test
    void aModuleThatIsTriedAgainAfterItsEndHasNotEnded() {
        RunHistory history = history(JournalRecords.succeeded("a", 1), JournalRecords.starting("a", 2));
        assertThat(history.module("a").result()).isEmpty();
        assertThat(history.underWay()).hasSize(1);
    }

    @Test
    void anAgentThatLeftNoWordCrashedIfTheMachineWasNotBootedSince() {
        Sessions sessions = history(JournalRecords.resumed(BOOT), JournalRecords.resumed(BOOT))
                .sessions();
        assertThat(sessions.crashes()).isEqualTo(2);
        assertThat(sessions.unaskedReboots()).isZero();
        assertThat(sessions.fellSilent(BOOT)).isTrue();
        assertThat(sessions.fellSilent(NEXT_BOOT)).isFalse();
    }

    @Test
    void aMachineThatWentDownIsNoCrashOfTheAgent() {
        Sessions sessions = history(JournalRecords.resumed(NEXT_BOOT)).sessions();
        assertThat(sessions.crashes()).isZero();
        assertThat(sessions.unaskedReboots()).isEqualTo(1);
        assertThat(sessions.boot()).isEqualTo(NEXT_BOOT);
    }

    @Test
    void anAgentThatWasToldToStopDidNotCrash() {
        RunHistory stopped = history(new JournalRecord.Interrupted("SIGTERM"));
        assertThat(stopped.sessions().interruptedBy()).contains("SIGTERM");
        assertThat(stopped.sessions().fellSilent(BOOT)).isFalse();
        assertThat(stopped.isUnfinished()).isTrue();
        Sessions resumed = history(new JournalRecord.Interrupted("SIGTERM"), JournalRecords.resumed(BOOT))
                .sessions();
        assertThat(resumed.crashes()).isZero();
        assertThat(resumed.interruptedBy()).isEmpty();
    }

    @Test
    void aRebootIsUnderWayUntilAnAgentGoesOnOnAnotherBoot() {
        JournalRecord asked = new JournalRecord.RebootAsked("a", 1, 1);
        JournalRecord rebooting = new JournalRecord.Rebooting();
        RunHistory before = history(JournalRecords.exited("a", 1, 194), asked, rebooting);
        assertThat(before.sessions().rebooting()).isTrue();
        assertThat(before.module("a").rebootAsked()).contains((JournalRecord.RebootAsked) asked);
        assertThat(history(asked, rebooting, JournalRecords.resumed(BOOT))
                        .sessions()
                        .rebooting())
                .isTrue();
        RunHistory after = history(asked, rebooting, JournalRecords.resumed(NEXT_BOOT));
        assertThat(after.sessions().rebooting()).isFalse();
        assertThat(after.sessions().reboots()).isEqualTo(1);
        assertThat(after.sessions().crashes()).isZero();
        assertThat(after.sessions().unaskedReboots()).isZero();
        RunHistory again =
                history(asked, rebooting, JournalRecords.resumed(NEXT_BOOT), JournalRecords.starting("a", 2));
        assertThat(again.module("a").rebootAsked()).isEmpty();
    }

    @Test
    void aRebootIsDueUntilTheMachineHasComeUpAgainOrItsCommandHasSucceeded() {
        JournalRecord[] asked = {JournalRecords.exited("a", 1, 194), new JournalRecord.RebootAsked("a", 1, 1)};
        JournalRecord set = new JournalRecord.Rebooting();
        JournalRecord commanded = new JournalRecord.RebootCommanded();
        assertThat(history(asked).waitsForReboot(BOOT)).isTrue();
        assertThat(history(asked[0], asked[1], set).waitsForReboot(BOOT)).isTrue();
        assertThat(history(asked[0], asked[1], set, JournalRecords.resumed(BOOT))
                        .waitsForReboot(BOOT))
                .isTrue();
        assertThat(history(asked[0], asked[1], set).waitsForReboot(NEXT_BOOT)).isFalse();
        assertThat(history(asked[0], asked[1], set, JournalRecords.resumed(NEXT_BOOT))
                        .waitsForReboot(NEXT_BOOT))
                .isFalse();
        assertThat(history(asked[0], asked[1], set, commanded).waitsForReboot(BOOT))
                .isFalse();
        assertThat(history(asked[0], asked[1], set, commanded, JournalRecords.resumed(BOOT))
                        .waitsForReboot(BOOT))
                .isFalse();
        assertThat(history(asked[0], asked[1], set, commanded, asked[1]).waitsForReboot(BOOT))
                .isTrue();
    }

    @Test
    void aRebootThatIsCommandedAgainCountsOnce() {
        JournalRecord set = new JournalRecord.Rebooting();
        JournalRecord commanded = new JournalRecord.RebootCommanded();
        JournalRecord resumed = JournalRecords.resumed(BOOT);
        assertThat(history(set, resumed, set).sessions().reboots()).isEqualTo(1);
        Sessions two = history(set, commanded, resumed, set).sessions();
        assertThat(two.reboots()).isEqualTo(2);
        assertThat(two.crashes()).isZero();
    }

    @Test
    void aProcessIsKnownByItsIdItsStartAndItsBoot() {
        long pid = ProcessHandle.current().pid();
        long started = ProcessEntry.of(pid).orElseThrow().started();
        assertThat(new ProcessName(pid, started, BOOT).lives(BOOT)).isTrue();
        assertThat(new ProcessName(pid, started + 1, BOOT).lives(BOOT)).isFalse();
        assertThat(new ProcessName(pid, started, BOOT).lives(NEXT_BOOT)).isFalse();
        assertThat(new ProcessName(pid, started, BootId.UNKNOWN).lives(BootId.UNKNOWN))
                .isFalse();
    }

    private static RunHistory history(JournalRecord... records) {
        RunHistory history = RunHistory.of(List.of(JournalRecords.begun()));
        for (JournalRecord record : records) {
            history.accept(record);
        }
        return history;
    }
}
