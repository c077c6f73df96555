package startup.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import startup.base.RecordedEvents;
import startup.plan.Manifest;
import startup.plan.ModuleDigest;
import startup.plan.Plan;
import startup.plan.PlannedModule;

class StandingTest {
    private static final ModuleDigest DIGEST =
            ModuleDigest.parse("9c".repeat(32)).orElseThrow();

    @TempDir
    Path folder;

    private final RecordedEvents events = new RecordedEvents();

    private static PlannedModule module(Manifest.When when) {
        Manifest usual = Manifests.usual().done();
        Manifest manifest = new Manifest(
                usual.description(),
                usual.requires(),
                usual.after(),
                usual.locks(),
                usual.essential(),
                usual.timeout(),
                usual.retry(),
                usual.checkInterval(),
                when,
                usual.trace(),
                usual.env());
        return new PlannedModule("a", Path.of("/bundle/a"), Optional.of(manifest), List.of(), Optional.empty());
    }

    private List<ModuleResult> standing(Manifest.When when, JournalRecord... records) {
        Freshness freshness = new Freshness(BootId.current(), false, Rerun.NONE);
        Plan plan = new Plan(Path.of("/bundle"), List.of(module(when)));
        return new Standing(
                        RunHistory.of(List.of(records)),
                        freshness,
                        new Successes(folder, events),
                        Map.of("a", DIGEST),
                        events)
                .of(plan);
    }

    private static JournalRecord[] endedOnAnotherBoot() {
        return new JournalRecord[] {
            JournalRecords.begun(),
            JournalRecords.starting("a", 1),
            JournalRecords.exited("a", 1, 0),
            JournalRecords.succeeded("a", 1)
        };
    }

    @Test
    void whatHasEndedInTheRunStandsOnEveryBoot() {
        assertThat(standing(Manifest.When.ONCE, endedOnAnotherBoot()))
                .hasOnlyElementsOfType(ModuleResult.Succeeded.class)
                .hasSize(1);
    }

    @Test
    void aModuleForEveryBootThatSucceededOnAnotherOneRunsAgainFromItsBeginning() {
        assertThat(standing(Manifest.When.EVERY_BOOT, endedOnAnotherBoot())).isEmpty();
        ModuleHistory history = RunHistory.of(List.of(endedOnAnotherBoot())).module("a");
        assertThat(history.lastEnd()).isEmpty();
        assertThat(history.isBegun()).isFalse();
    }

    @Test
    void whatSucceededInAnEarlierRunIsUnchangedUnlessItWasBegunInThisOne() throws IOException {
        assertThat(standing(Manifest.When.ONCE, JournalRecords.begun())).isEmpty();
        new Successes(folder, events).record(new Success("a", DIGEST, "earlier", Instant.EPOCH, BootId.current()));
        assertThat(standing(Manifest.When.ONCE, JournalRecords.begun()))
                .containsExactly(new ModuleResult.Unchanged("a"));
        assertThat(standing(Manifest.When.ONCE, JournalRecords.begun(), JournalRecords.starting("a", 1)))
                .isEmpty();
    }

    @Test
    void aModuleBetweenTwoAttemptsIsBegun() {
        ModuleHistory history = RunHistory.of(List.of(
                        JournalRecords.begun(), JournalRecords.starting("a", 1), JournalRecords.exited("a", 1, 1)))
                .module("a");
        assertThat(history.isBegun()).isTrue();
        assertThat(history.failures()).isEqualTo(1);
    }
}
