package startup.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import startup.plan.Manifest;
import startup.plan.Plan;
import startup.plan.PlannedModule;

/** What is started, and when, and what is not: decided without a script, a thread or a clock. */
class ScheduleTest {
    private static final int MANY = 10_000;

    private final List<PlannedModule> modules = new ArrayList<>();
    private OnFailure onFailure = OnFailure.STOP;

    /** A module that waits for those that its manifest names. */
    private ScheduleTest with(String name, Manifests manifest) {
        Manifest done = manifest.done();
        List<String> awaited = new ArrayList<>(done.requires().orElse(List.of()));
        awaited.addAll(done.after().orElse(List.of()));
        modules.add(new PlannedModule(name, Path.of("/b", name), Optional.of(done), awaited, Optional.empty()));
        return this;
    }

    private static Manifests needs(String... others) {
        return Manifests.usual().requires(others);
    }

    private static Manifests holding(String... locks) {
        return Manifests.usual().locks(locks);
    }

    private Schedule schedule() {
        return new Schedule(new Plan(Path.of("/b"), modules), onFailure);
    }

    private static ModuleResult ok(String module) {
        return new ModuleResult.Succeeded(module, 1, Duration.ZERO);
    }

    private static ModuleResult failed(String module) {
        return new ModuleResult.Failed(module, 1, Duration.ZERO, 1, "start-up.sh: exit status 1");
    }

    /** What is started after this end, with so many free slots. */
    private static List<String> after(Schedule schedule, int slots, ModuleResult... ends) {
        Arrays.asList(ends).forEach(schedule::ended);
        return started(schedule.next(slots));
    }

    private static List<String> started(Schedule.Step step) {
        return step.start().stream().map(PlannedModule::name).toList();
    }

    private static List<String> skipped(Schedule.Step step) {
        return step.skipped().stream()
                .map(each -> each.module() + ": " + each.because())
                .toList();
    }

    private ScheduleTest diamond() {
        return with("top", needs())
                .with("left", needs("top"))
                .with("right", needs("top"))
                .with("bottom", needs("left", "right"));
    }

    @Test
    void theSidesOfADiamondRunAtTheSameTimeAndItsBottomAfterBoth() {
        Schedule schedule = diamond().schedule();

        assertThat(after(schedule, 9)).containsExactly("top");
        assertThat(after(schedule, 9)).isEmpty();
        assertThat(after(schedule, 9, ok("top"))).containsExactly("left", "right");
        assertThat(after(schedule, 9, ok("right"))).isEmpty();
        assertThat(after(schedule, 9, ok("left"))).containsExactly("bottom");
        assertThat(schedule.isOver()).isFalse();
        assertThat(after(schedule, 9, ok("bottom"))).isEmpty();
        assertThat(schedule.isOver()).isTrue();
    }

    @Test
    void withOneSlotTheFirstByNameOfTheReadyOnesIsNext() {
        Schedule schedule = with("z", needs())
                .with("java", needs())
                .with("java-tools", needs())
                .with("a", needs("z"))
                .schedule();

        assertThat(after(schedule, 1)).containsExactly("java-tools");
        assertThat(after(schedule, 0)).isEmpty();
        assertThat(after(schedule, 1, ok("java-tools"))).containsExactly("java");
        assertThat(after(schedule, 1, ok("java"))).containsExactly("z");
        assertThat(after(schedule, 1, ok("z"))).containsExactly("a");
    }

    @Test
    void aLockIsHeldByOneAtATimeAndTheOthersGoPast() {
        Schedule schedule = with("a", holding("apt"))
                .with("b", holding("apt"))
                .with("c", holding())
                .schedule();

        assertThat(after(schedule, 3)).containsExactly("a", "c");
        assertThat(after(schedule, 2, ok("c"))).isEmpty();
        assertThat(after(schedule, 2, failed("a"))).isEmpty(); // for the run stops
    }

    @Test
    void aLockIsFreeAgainHoweverItsHolderEnded() {
        onFailure = OnFailure.CONTINUE;
        Schedule schedule = with("a", holding("apt")).with("b", holding("apt")).schedule();

        assertThat(after(schedule, 2)).containsExactly("a");
        assertThat(after(schedule, 2, failed("a"))).containsExactly("b");
    }

    /** Pairs of a ring: taken one by one, each could hold its first and wait for its second for ever. */
    @Test
    void aRingOfLocksIsNoDeadlock() {
        Schedule schedule = with("a", holding("x", "y"))
                .with("b", holding("y", "z"))
                .with("c", holding("z", "x"))
                .schedule();

        assertThat(after(schedule, 3)).containsExactly("a");
        assertThat(after(schedule, 3, ok("a"))).containsExactly("b");
        assertThat(after(schedule, 3, ok("b"))).containsExactly("c");
    }

    @Test
    void whoWaitsForTwoLocksIsNotStarvedByThoseThatComeLaterForOne() {
        with("a", holding("x")).with("b", holding("y")).with("m", holding("x", "y"));
        with("a2", holding("x").requires("a")).with("b2", holding("y").requires("b"));
        Schedule schedule = schedule();

        assertThat(after(schedule, 9)).containsExactly("a", "b");
        assertThat(after(schedule, 9, ok("a"))).as("x is kept for m").isEmpty();
        assertThat(after(schedule, 9, ok("b"))).containsExactly("m");
        assertThat(after(schedule, 9, ok("m"))).containsExactly("a2", "b2");
    }

    /** With one slot nobody ever waits for a lock, so locks change nothing about the order. */
    @Test
    void whoWaitsForASlotReservesNoLock() {
        with("b", holding("x")).with("z", holding("x")).with("a", holding("x").requires("b"));
        Schedule schedule = schedule();

        assertThat(after(schedule, 1)).containsExactly("b");
        assertThat(after(schedule, 1, ok("b"))).containsExactly("a");
        assertThat(after(schedule, 1, ok("a"))).containsExactly("z");
    }

    @Test
    void whoseTurnItIsKeepsItsLocksUntilThereIsASlot() {
        with("a", holding("x")).with("z", holding("x")).with("b", holding("x").requires("a"));
        Schedule schedule = schedule();

        assertThat(after(schedule, 2)).containsExactly("a");
        assertThat(after(schedule, 0, ok("a"))).isEmpty();
        assertThat(after(schedule, 2)).containsExactly("z");
        assertThat(after(schedule, 2, ok("z"))).containsExactly("b");
    }

    @Test
    void afterAnEssentialFailureNothingStartsAndAllSayBecauseOfWhom() {
        with("a", needs())
                .with("b", needs())
                .with("c", needs("a"))
                .with("d", needs("c"))
                .with("e", needs("b"));
        Schedule schedule = schedule();
        schedule.next(2);

        schedule.ended(failed("a"));
        Schedule.Step step = schedule.next(9);

        assertThat(step.start()).isEmpty();
        assertThat(skipped(step))
                .containsExactly(
                        "c: it requires a, which failed",
                        "d: it requires c, which was skipped because a failed",
                        "e: the run stopped when a failed");
        assertThat(schedule.isOver()).as("b may finish").isFalse();
        assertThat(after(schedule, 9, ok("b"))).isEmpty();
        assertThat(schedule.isOver()).isTrue();
    }

    @Test
    void aSecondFailureDoesNotChangeWhyTheRunStopped() {
        with("a", needs()).with("b", needs()).with("c", needs());
        Schedule schedule = schedule();
        schedule.next(2);

        schedule.ended(failed("b"));
        schedule.ended(failed("a"));

        assertThat(skipped(schedule.next(2))).containsExactly("c: the run stopped when b failed");
    }

    @Test
    void onFailureContinueGoesOnWithAllThatIsNotDownstream() {
        onFailure = OnFailure.CONTINUE;
        with("a", needs()).with("b", needs("a")).with("c", needs("b")).with("d", needs());
        with("e", Manifests.usual().after("c"));
        Schedule schedule = schedule();
        schedule.next(1);

        schedule.ended(failed("a"));
        Schedule.Step step = schedule.next(9);

        assertThat(skipped(step))
                .containsExactly(
                        "b: it requires a, which failed", "c: it requires b, which was skipped because a failed");
        assertThat(started(step)).as("after only waits").containsExactly("d", "e");
    }

    @ParameterizedTest
    @EnumSource(OnFailure.class)
    void aFailureThatIsNotEssentialStopsOnlyWhoRequiresIt(OnFailure rule) {
        onFailure = rule;
        with("a", needs().notEssential()).with("b", needs("a")).with("c", needs());
        Schedule schedule = schedule();
        schedule.next(1);

        schedule.ended(failed("a"));
        Schedule.Step step = schedule.next(9);

        assertThat(skipped(step)).containsExactly("b: it requires a, which failed");
        assertThat(started(step)).containsExactly("c");
        schedule.ended(ok("c"));
        assertThat(Verdict.of(
                        new Plan(Path.of("/b"), modules),
                        List.of(failed("a"), step.skipped().get(0), ok("c"))))
                .as("b is essential, and did not run")
                .isEqualTo(Verdict.FAILED);
    }

    /** The plan leaves out that d waits for slow, for that follows from c: so c must not end before slow has. */
    @Test
    void aModuleIsNotSkippedBeforeAllThatItWaitsForHasEnded() {
        onFailure = OnFailure.CONTINUE;
        with("bad", needs()).with("slow", needs()).with("c", needs("bad").after("slow"));
        with("d", Manifests.usual().after("c"));
        Schedule schedule = schedule();
        schedule.next(2);

        assertThat(after(schedule, 9, failed("bad"))).isEmpty();
        assertThat(after(schedule, 9, ok("slow"))).containsExactly("d");
    }

    @Test
    void afterAnInterruptTheRestSaysSo() {
        with("a", needs()).with("b", needs()).with("c", needs("b"));
        Schedule schedule = schedule();
        schedule.next(1);

        schedule.stop("the agent was told to stop");
        schedule.ended(failed("a"));

        assertThat(skipped(schedule.next(1)))
                .containsExactly("b: the agent was told to stop", "c: the agent was told to stop");
        assertThat(schedule.isOver()).isTrue();
    }

    @Test
    void aResumedRunGoesOnWhereTheOtherAgentWas() {
        Schedule schedule = diamond()
                .with("other", holding("apt"))
                .with("p", holding("apt"))
                .schedule();
        schedule.ended(ok("left"));
        schedule.ended(ok("top"));
        schedule.underWay("p");

        assertThat(after(schedule, 9)).as("p has the lock").containsExactly("right");
        assertThat(after(schedule, 9, ok("p"), ok("right"))).containsExactly("bottom", "other");
    }

    @Test
    void aFailureOfTheOtherAgentStopsTheResumedRunToo() {
        Schedule schedule = diamond().schedule();
        schedule.ended(new ModuleResult.Skipped("left", "as it was told"));
        schedule.ended(failed("top"));

        assertThat(skipped(schedule.next(9)))
                .containsExactly(
                        "right: it requires top, which failed",
                        "bottom: it requires right, which was skipped because top failed");
        assertThat(schedule.isOver()).isTrue();
    }

    @Test
    void whatCannotBeIsRefused() {
        Schedule schedule = diamond().schedule();
        schedule.ended(ok("top"));

        assertThatThrownBy(() -> schedule.ended(ok("top"))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> schedule.ended(ok("nobody"))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> schedule.underWay("top")).isInstanceOf(IllegalArgumentException.class);
    }

    private static String nth(int number) {
        return "m%05d".formatted(number);
    }

    /** Runs all that is started, the oldest first; the order of the starts. */
    private static List<String> runAll(Schedule schedule, int slots) {
        List<String> order = new ArrayList<>();
        Deque<String> running = new ArrayDeque<>(started(schedule.next(slots)));
        while (!schedule.isOver()) {
            String oldest = running.remove();
            order.add(oldest);
            running.addAll(after(schedule, slots - running.size(), ok(oldest)));
        }
        return order;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 8, MANY})
    void tenThousandInAChainOrAFanRunInTheOrderOfTheirNames(int slots) {
        List<String> all = IntStream.range(0, MANY).mapToObj(ScheduleTest::nth).toList();
        IntStream.range(0, MANY).forEach(i -> with(nth(i), i == 0 ? needs() : needs(nth(i - 1))));
        assertThat(runAll(schedule(), slots)).isEqualTo(all);

        modules.clear();
        all.forEach(name -> with(name, needs()));
        assertThat(runAll(schedule(), slots)).isEqualTo(all);

        modules.clear();
        all.forEach(name -> with(name, holding("the only one")));
        assertThat(runAll(schedule(), slots)).isEqualTo(all);
    }

    @ParameterizedTest
    @EnumSource(OnFailure.class)
    void tenThousandAreSkippedForOneWithoutOneStepForEach(OnFailure rule) {
        onFailure = rule;
        IntStream.range(0, MANY).forEach(i -> with(nth(i), i == 0 ? needs() : needs(nth(i - 1))));
        Schedule schedule = schedule();
        schedule.next(1);

        schedule.ended(failed(nth(0)));

        assertThat(schedule.next(1).skipped())
                .hasSize(MANY - 1)
                .last()
                .extracting(ModuleResult.Skipped::because)
                .isEqualTo("it requires m09998, which was skipped because m00000 failed");
        assertThat(schedule.isOver()).isTrue();
    }
}
