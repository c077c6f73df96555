package startup.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import startup.base.RecordedEvents;
import startup.plan.Manifest;
import startup.plan.ModuleDigest;
import startup.plan.PlannedModule;

class SuccessesTest {
    private static final ModuleDigest DIGEST =
            ModuleDigest.parse("0a".repeat(32)).orElseThrow();
    private static final ModuleDigest OTHER =
            ModuleDigest.parse("0b".repeat(32)).orElseThrow();
    private static final String BOOT = JournalRecords.BOOT;

    @TempDir
    Path folder;

    private final RecordedEvents events = new RecordedEvents();

    @ParameterizedTest
    @ValueSource(strings = {"redis", "café", "a b%"})
    void whatWasRecordedIsFoundAgain(String module) throws IOException {
        Successes successes = new Successes(folder, events);
        successes.record(success(module));
        assertThat(successes.of(module)).contains(success(module));
        assertThat(successes.of("other")).isEmpty();
        assertThat(events.all()).isEmpty();
    }

    @Test
    void theLongestNameThatAFolderCanHaveIsRecordedToo() throws IOException {
        Successes successes = new Successes(folder, events);
        for (String module : List.of("m".repeat(255), "m".repeat(254) + "n", "é".repeat(127))) {
            successes.record(success(module));
            assertThat(successes.of(module)).contains(success(module));
        }
        assertThat(folder).isDirectoryContaining(file -> true);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "{\"version\":1,\"module\":\"redis\"", "\0\0\0", "[]"})
    void aDamagedFileCountsAsNoneAndAnEventSaysSo(String content) throws IOException {
        Files.writeString(folder.resolve("redis.json"), content);
        assertThat(new Successes(folder, events).of("redis")).isEmpty();
        assertThat(events.messages("module.success-unreadable")).hasSize(1);
    }

    @Test
    void aFileOfAnotherModuleIsNoSuccessOfThisOne() throws IOException {
        Successes successes = new Successes(folder, events);
        successes.record(success("redis"));
        Files.move(folder.resolve("redis.json"), folder.resolve("nginx.json"));
        assertThat(successes.of("nginx")).isEmpty();
        assertThat(events.messages("module.success-unreadable")).hasSize(1);
    }

    @Test
    void aModuleIsUnchangedOnlyWithTheContentOfItsLastSuccess() {
        Freshness freshness = new Freshness(JournalRecords.NEXT_BOOT, false, Rerun.NONE);
        Optional<Success> last = Optional.of(success("a"));
        assertThat(freshness.of(module(Manifest.When.ONCE), DIGEST, last).run()).isFalse();
        assertThat(freshness.of(module(Manifest.When.ONCE), OTHER, last).because())
                .contains("has changed");
        assertThat(freshness.of(module(Manifest.When.ONCE), OTHER, last).run()).isTrue();
        assertThat(freshness
                        .of(module(Manifest.When.ONCE), DIGEST, Optional.empty())
                        .run())
                .isTrue();
    }

    @Test
    void everyBootIsOncePerBootAndContent() {
        Optional<Success> last = Optional.of(success("a"));
        PlannedModule module = module(Manifest.When.EVERY_BOOT);
        assertThat(new Freshness(BOOT, false, Rerun.NONE)
                        .of(module, DIGEST, last)
                        .run())
                .isFalse();
        assertThat(new Freshness(BOOT, false, Rerun.NONE)
                        .of(module, OTHER, last)
                        .run())
                .isTrue();
        assertThat(new Freshness(JournalRecords.NEXT_BOOT, false, Rerun.NONE)
                        .of(module, DIGEST, last)
                        .run())
                .isTrue();
        assertThat(new Freshness(BootId.UNKNOWN, false, Rerun.NONE)
                        .of(module, DIGEST, last)
                        .run())
                .isTrue();
    }

    @Test
    void aDirectoryAndRerunForceIt() {
        Optional<Success> last = Optional.of(success("a"));
        PlannedModule module = module(Manifest.When.ONCE);
        assertThat(new Freshness(BOOT, true, Rerun.NONE)
                        .of(module, DIGEST, last)
                        .run())
                .isTrue();
        assertThat(new Freshness(BOOT, false, Rerun.ALL)
                        .of(module, DIGEST, last)
                        .run())
                .isTrue();
        assertThat(rerun("a").of(module, DIGEST, last).run()).isTrue();
        assertThat(rerun("b").of(module, DIGEST, last).run()).isFalse();
    }

    @Test
    void aBootIdIsReadAndOneThatIsNotThereIsNobodys() throws IOException {
        Path file = Files.writeString(folder.resolve("boot_id"), BOOT + "\n");
        assertThat(BootId.read(file)).isEqualTo(BOOT);
        assertThat(BootId.read(folder.resolve("none"))).isEqualTo(BootId.UNKNOWN);
        assertThat(BootId.same(BOOT, BOOT)).isTrue();
        assertThat(BootId.same(BootId.UNKNOWN, BootId.UNKNOWN)).isFalse();
    }

    private static Freshness rerun(String module) {
        return new Freshness(BOOT, false, new Rerun(false, Set.of(module)));
    }

    private static Success success(String module) {
        return new Success(
                module, DIGEST, "20261122T101500Z-k3f9qa2m7x0ps", Instant.parse("2026-11-22T10:15:09.120Z"), BOOT);
    }

    private static PlannedModule module(Manifest.When when) {
        Manifest manifest = Manifest.DEFAULTS;
        Manifest its = new Manifest(
                manifest.description(),
                manifest.requires(),
                manifest.after(),
                manifest.locks(),
                manifest.essential(),
                Optional.of(Duration.ofHours(1)),
                manifest.retry(),
                manifest.checkInterval(),
                when,
                manifest.trace(),
                manifest.env());
        return new PlannedModule("a", Path.of("/a"), Optional.of(its), List.of(), its.timeout());
    }
}
