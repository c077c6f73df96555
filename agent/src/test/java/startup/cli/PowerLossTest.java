package startup.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import startup.base.ExitStatus;
import startup.base.RealTools;
import startup.run.CutJournal;
import startup.run.ModuleHistory;
import startup.run.ModuleResult;
import startup.run.RunHistory;

/**
 * The power goes while a run is at its last modules: its state is put back as it was then, without its processes, with
 * a journal that is cut at any byte of its tail. A sample of the bytes is tried, by {@code -Dkill.steps=all} all of them.
 */
@Timeout(1800)
class PowerLossTest {
    private static final List<String> MODULES = List.of("a", "b", "c", "snapshot");
    /** Bytes: the last four or five records. */
    private static final int TAIL = 512;

    private static final int SAMPLED_CUTS = 12;
    private static final int CRASH_STEP = 7;

    @TempDir
    Path folder;

    private AgentHere agent;
    private Path snapshot;
    private Path effects;

    /** The last module keeps a copy of the state as it finds it: so that is what a run leaves that is killed there. */
    @BeforeEach
    void runAndKeepItsStateInTheMiddle() throws IOException, InterruptedException {
        RealTools.need("bash", "tar", "cp");
        snapshot = folder.resolve("snapshot");
        effects = folder.resolve("effects");
        agent = new AgentHere(folder)
                .environment("EFFECTS", effects.toString())
                .environment("STATE", folder.resolve("state").toString())
                .environment("SNAPSHOT", snapshot.toString());
        Path bundle = folder.resolve("start-up-bundle");
        module(bundle, "a", "requires: []", "");
        module(bundle, "b", "requires: []\nretry: {attempts: 2, backoff: 1ms}", "[ $STARTUP_ATTEMPT -ge 2 ] || exit 1");
        module(bundle, "c", "requires: [a]\nlocks: [packages]", "");
        module(bundle, "snapshot", "requires: [b, c]", """
                [ -e "$SNAPSHOT" ] || { cp -a "$STATE" "$SNAPSHOT.part" && mv "$SNAPSHOT.part" "$SNAPSHOT"; }""");
        bash("tar cf bundle.tar start-up-bundle");
        AgentHere.Outcome outcome =
                agent.run("--bundle", folder.resolve("bundle.tar").toString());
        assertThat(outcome.status()).as(outcome.err()).isEqualTo(ExitStatus.OK);
    }

    private static void module(Path bundle, String name, String manifest, String script) throws IOException {
        Path module = Files.createDirectories(bundle.resolve(name));
        Files.writeString(module.resolve("module.yaml"), manifest + "\n");
        Files.writeString(module.resolve("start-up.sh"), "echo " + name + " >> \"$EFFECTS\"\n" + script + "\n");
    }

    @Test
    void aRunGoesOnAfterACrashWhereverItsJournalIsCut() throws Exception {
        CutJournal journal = CutJournal.of(journalIn(snapshot));
        // power that goes is a reboot, so every byte is for the test below
        for (int length : cuts(journal, Math.max(step(), CRASH_STEP))) {
            goesOn(journal, length);
        }
    }

    @Test
    void aRunGoesOnAfterARebootWhereverItsJournalIsCut() throws Exception {
        CutJournal journal = CutJournal.of(journalIn(snapshot)).ofAnotherBoot();
        for (int length : cuts(journal, step())) {
            goesOn(journal, length);
        }
    }

    @Test
    void aRunThatHadItsVerdictKeepsItAndRunsNothingWhereverItsLastRecordIsCut() throws Exception {
        Path finished = folder.resolve("finished");
        bash("cp -a state finished");
        CutJournal journal = CutJournal.of(journalIn(finished)).ofAnotherBoot();
        List<Integer> borders = journal.borders();
        int from = borders.get(borders.size() - 2);
        for (int length = from; length <= journal.length(); length += Math.max(1, step() / 4)) {
            Path cut = putBack(finished, journal, length);
            AgentHere.Outcome outcome = agent.run("resume");
            assertThat(outcome.status()).as(where(length, outcome)).isEqualTo(ExitStatus.OK);
            assertThat(effects).as(where(length, outcome)).isEmptyFile();
            assertThat(CutJournal.history(cut).end()).as(where(length, outcome)).isPresent();
        }
    }

    /** All borders, and bytes of the tail; the shortest has the first record, without which there is no run. */
    private static SortedSet<Integer> cuts(CutJournal journal, int step) {
        SortedSet<Integer> cuts = new TreeSet<>(journal.borders());
        int begun = cuts.first();
        for (int length = Math.max(begun, journal.length() - TAIL); length <= journal.length(); length += step) {
            cuts.add(length);
        }
        return cuts;
    }

    private static int step() {
        return "all".equals(System.getProperty("kill.steps")) ? 1 : TAIL / SAMPLED_CUTS;
    }

    private void goesOn(CutJournal journal, int length) throws Exception {
        Path cut = putBack(snapshot, journal, length);
        RunHistory left = CutJournal.history(cut);
        forgetSuccessesOutOf(left);
        AgentHere.Outcome outcome = agent.run("resume");
        String where = where(length, outcome) + "\n" + results(left);
        assertThat(outcome.status()).as(where).isEqualTo(ExitStatus.OK);
        List<String> begun = Files.readAllLines(effects);
        for (String module : MODULES) {
            ModuleHistory noted = left.module(module);
            if (noted.result().isPresent()) {
                assertThat(begun).as("finished: " + where).doesNotContain(module);
            } else if (noted.underWay().isEmpty() && !endedWell(noted)) {
                assertThat(begun).as("not finished: " + where).contains(module);
            }
        }
        RunHistory history = CutJournal.history(cut);
        assertThat(results(history)).as(where).hasSameSizeAs(MODULES);
        assertThat(history.end()).as(where).isPresent();
    }

    private static List<ModuleResult> results(RunHistory history) {
        return MODULES.stream()
                .map(module -> history.module(module).result())
                .flatMap(Optional::stream)
                .toList();
    }

    /** An attempt that is under way in the journal may have left its exit status, and one that ended is not run again. */
    private static boolean endedWell(ModuleHistory noted) {
        return noted.lastEnd().isPresent() && noted.lastEnd().get().exit() == 0;
    }

    /** The success of a module is kept for later runs after the journal has it, never before. */
    private void forgetSuccessesOutOf(RunHistory left) throws IOException {
        for (String module : MODULES) {
            if (left.module(module).result().isEmpty()) {
                Files.deleteIfExists(agent.state().resolve("modules").resolve(module + ".json"));
            }
        }
    }

    private static String where(int length, AgentHere.Outcome outcome) {
        return "cut after byte " + length + "\n" + outcome.out() + outcome.err();
    }

    /** That state, in the place where it was, with this much of the journal; half of the times with the room after it. */
    private Path putBack(Path state, CutJournal journal, int length) throws IOException, InterruptedException {
        bash("rm -rf state effects && cp -a \"$0\" state && : > effects", state.toString());
        Path cut = journalIn(agent.state());
        journal.write(cut, length, length % 2 == 0 ? 0 : 4096);
        return cut;
    }

    private static Path journalIn(Path state) throws IOException {
        Path runs = state.resolve("runs");
        return runs.resolve(Files.readString(runs.resolve(".last"))).resolve("journal");
    }

    private void bash(String script, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("bash", "-c", script));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
    }
}
