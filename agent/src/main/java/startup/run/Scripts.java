package startup.run;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import startup.base.AgentException;
import startup.base.Deadline;
import startup.log.Followed;
import startup.plan.PlannedModule;

/**
 * The scripts of one attempt, run one after the other in the same environment, into the same output file and within the
 * same time limit; and the end of all that they started.
 */
final class Scripts {
    /** The longest that it is not noticed when time or room for output is over. A script's end is noticed at once. */
    private static final Duration GLANCE = Duration.ofMillis(100);

    /** The wrapper has one line to write when its script has been killed; or it had not started its script yet. */
    private static final Duration LAST_WORDS = Duration.ofSeconds(1);

    private static final int MOST_ROUNDS = 5;

    private final PlannedModule module;
    private final Map<String, String> environment;
    private final Followed output;
    private final Wrapper wrapper;
    private final Supervision supervision;
    private final OomWatch memory;
    private final ProcessTree tree;
    private final Optional<Deadline> deadline;
    private @Nullable RunningScript latest;

    /**
     * Those of one attempt.
     *
     * @param tree of all that they start
     * @param spent how much of its time limit is over
     */
    Scripts(
            PlannedModule module,
            Map<String, String> environment,
            Followed output,
            Wrapper wrapper,
            Supervision supervision,
            ProcessTree tree,
            Duration spent) {
        this.module = module;
        this.environment = environment;
        this.output = output;
        this.wrapper = wrapper;
        this.supervision = supervision;
        this.memory = supervision.cgroups().watch();
        this.tree = tree;
        this.deadline = module.timeout().map(limit -> Deadline.after(limit.minus(spent), supervision.ticker()));
    }

    /**
     * Runs one script of the module, until it ends or its time is up.
     *
     * @param status an empty file, for how it ended
     * @param ownVariables for this script only
     * @param witness is told of its wrapper
     */
    AttemptEnd run(String script, Path status, Map<String, String> ownVariables, Witness witness)
            throws AgentException, InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException("not started, for the agent is to stop");
        }
        if (isOutOfTime()) {
            return outOfTime(script);
        }
        Map<String, String> variables = new LinkedHashMap<>(environment);
        variables.putAll(ownVariables);
        List<String> command = wrapper.command(script, status, module.folder(), variables, tree.cgroup());
        Supervised running;
        try {
            running = Supervised.start(command, variables, module.folder(), output.path(), status);
        } catch (IOException e) {
            return AttemptEnd.Broken.notStarted(script, e);
        }
        latest = running;
        tree.addWrapper(running.pid());
        Optional<ProcessName> wrapperProcess = ProcessName.of(running.pid(), BootId.current());
        if (wrapperProcess.isPresent()) {
            witness.started(wrapperProcess.get());
        }
        return await(script, running);
    }

    /** Waits for a script that an agent which is no more had started, as for one of our own. */
    AttemptEnd goOn(String script, Adopted running) throws InterruptedException {
        latest = running;
        running.wrapper().ifPresent(process -> tree.addWrapper(process.pid()));
        AttemptEnd end = await(script, running);
        return end instanceof AttemptEnd.Broken && running.wrapper().isEmpty() ? new AttemptEnd.Lost() : end;
    }

    /** Likewise, for one that was being stopped at its time limit. */
    AttemptEnd goOnStopping(String script, Adopted running) {
        latest = running;
        running.wrapper().ifPresent(process -> tree.addWrapper(process.pid()));
        return outOfTime(script);
    }

    private AttemptEnd await(String script, RunningScript running) throws InterruptedException {
        while (!running.await(GLANCE)) {
            if (isOutOfTime()) {
                return outOfTime(script);
            }
            if (output.overflowed()) {
                return AttemptEnd.Broken.stopped(script + " printed more than --max-output allows");
            }
        }
        Optional<Ending> ending = running.ending();
        return ending.isPresent()
                ? new AttemptEnd.Exited(memory.explain(ending.get()))
                : AttemptEnd.Broken.stopped("the process that supervised " + script + " was killed");
    }

    private boolean isOutOfTime() {
        return deadline.isPresent() && deadline.get().hasPassed();
    }

    private AttemptEnd outOfTime(String script) {
        return new AttemptEnd.OutOfTime(module.timeout().orElseThrow(), script);
    }

    /** Pauses between two scripts, not beyond the limit. */
    void pause(Duration span) throws InterruptedException {
        Duration left = deadline.map(Deadline::remaining).orElse(span);
        supervision.ticker().sleep(left.compareTo(span) < 0 ? left : span);
    }

    /**
     * Stops what the scripts started; the processes that cannot be stopped, if there are any.
     *
     * @param hurried whether the agent is to stop: one round then, for several could outlast its farewell
     */
    List<ProcessEntry> stop(boolean hurried) {
        List<ProcessEntry> left = List.of();
        if (latest != null) {
            boolean enough = false;
            for (int round = 0; round < MOST_ROUNDS && !enough; round++) {
                latest.exitFile().session().ifPresent(tree::addSession);
                left = supervision.stopper().stop(tree);
                enough = latest.awaitWhateverComes(LAST_WORDS)
                        || hurried
                        || Thread.currentThread().isInterrupted();
            }
        }
        return left;
    }

    /** Its cgroup goes if nobody is in it: a daemon that a successful attempt left keeps it. */
    void forget() {
        if (tree.cgroup().isPresent()) {
            tree.cgroup().get().remove();
        }
    }
}
