package startup.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import startup.base.RealTools;

/**
 * An agent is killed in a run of {@link TwelveModules}, and the next goes on: at a step of its journal, or after a time.
 * A sample is tried; the system properties {@code kill.steps=all} and {@code kill.moments=200} ask for all.
 */
@Timeout(3600)
class KillAtEveryStepIT {
    private static final int SAMPLED_STEPS = 6;
    private static final int SAMPLED_MOMENTS = 3;
    /** What one has at least, whatever it commits together; a sample may be drawn from some more. */
    private static final int LEAST_STEPS = 60;

    /** More than a run has: those after its last are not tried. */
    private static final int MOST_STEPS = 400;

    @TempDir
    Path folder;

    private Path bundle;

    @BeforeEach
    void prepare() throws IOException, InterruptedException {
        RealTools.need("bash", "tar", "flock", "setsid", "seq");
        bundle = new TwelveModules(Files.createDirectory(folder.resolve("work"))).tar();
    }

    @Test
    void aRunWhoseAgentIsKilledAtAnyStepOfItsJournalEndsAsIfNothingHadHappened() throws Exception {
        boolean all = "all".equals(System.getProperty("kill.steps"));
        AtomicInteger past = new AtomicInteger(MOST_STEPS);
        List<Integer> steps = IntStream.rangeClosed(1, MOST_STEPS).boxed().toList();
        if (!all) {
            steps = new Random()
                    .ints(1, LEAST_STEPS * 3 / 2)
                    .distinct()
                    .limit(SAMPLED_STEPS)
                    .boxed()
                    .toList();
        }
        new Trials().of(steps, step -> {
            if (step < past.get() && !killedAtStep(step)) {
                past.accumulateAndGet(step, Math::min);
            }
        });
        assertThat(past.get()).as("steps of a run").isGreaterThan(LEAST_STEPS);
    }

    /** By name, for the writes of several threads are often one, and so the last have no number of their own. */
    @ParameterizedTest
    @CsvSource({
        "reboot-asked, 1",
        "reboot-asked, 2",
        "rebooting, 1",
        "rebooting, 2",
        "reboot-commanded, 2",
        "run-ended, 1",
        "run-ended, 2"
    })
    void aRunWhoseAgentIsKilledAsItRebootsOrEndsDoesBothOnce(String record, int step) throws Exception {
        try (StepKiller killer = StepKiller.at(record, step)) {
            assertThat(run(record + " " + step, killer).wasKilled()).isTrue();
        }
    }

    @Test
    void aRunWhoseAgentIsKilledAtAnyMomentEndsAsIfNothingHadHappened() throws Exception {
        long start = System.nanoTime();
        KilledRun undisturbed = run("undisturbed", Killer.none());
        int millis = (int) ((System.nanoTime() - start) / 1_000_000);
        assertThat(undisturbed.wasKilled()).isFalse();
        int moments = Integer.getInteger("kill.moments", SAMPLED_MOMENTS);
        List<Integer> seeds = IntStream.rangeClosed(1, moments).boxed().toList();
        AtomicInteger killed = new AtomicInteger();
        new Trials().of(seeds, seed -> {
            int moment = new Random(seed).nextInt(millis);
            if (run("seed " + seed + ", after " + moment + " ms", Killer.after(moment))
                    .wasKilled()) {
                killed.incrementAndGet();
            }
        });
        assertThat(killed.get()).as("agents killed").isPositive();
    }

    private boolean killedAtStep(int step) throws Exception {
        try (StepKiller killer = StepKiller.at(step)) {
            return run("step " + step, killer).wasKilled();
        }
    }

    /** The name says how to see a failure again. */
    private KilledRun run(String name, Killer killer) throws Exception {
        Path own = Files.createDirectory(folder.resolve(name.replaceAll("\\W+", "-")));
        try (KilledRun run = new KilledRun(own, bundle).conclude(killer)) {
            try {
                new Aftermath(run).isAsIfNothingHadHappened();
            } catch (AssertionError | RuntimeException wrong) {
                throw new AssertionError("Killed at " + name + ": " + wrong.getMessage() + "\n" + run.told(), wrong);
            }
            return run;
        }
    }
}
