package startup.run;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Queue;
import org.jspecify.annotations.Nullable;
import startup.plan.Plan;
import startup.plan.PlannedModule;

/**
 * What may be started next, and what will never be. It is told what has ended, and decides; it starts nothing, knows no
 * clock and no thread, and is to be used by one thread.
 *
 * <p>A module is ready when all that it waits for has ended. Of the ready ones the first by name starts first, unless one
 * of its {@link Locks} is taken or spoken for. It is skipped, and not before it is ready, where one that it requires did
 * not succeed; whoever waits for it may rely on all that it waited for. After an essential failure {@link OnFailure#STOP}
 * skips at once what has not been started.
 *
 * <p>A run that is {@linkplain #hold held}, by a signal or for a reboot, gives nobody a result that has none. One that is
 * resumed tells it first what had {@link #ended} and what is still {@link #underWay}, in any order; only
 * {@link #next} decides. Each step costs as much as it starts, so ten thousand modules are no matter.
 */
final class Schedule {
    private final Map<String, Node> nodes = new HashMap<>();
    private final List<Node> inOrder = new ArrayList<>();
    private final OnFailure onFailure;
    private final Locks locks = new Locks();

    /** Those that wait for nothing more, and have not been looked at. */
    private final Queue<Node> fresh = new ArrayDeque<>();

    private final PriorityQueue<Node> ready = new PriorityQueue<>(Comparator.comparingInt(node -> node.rank));
    private int unfinished;
    private int running;
    private boolean held;

    /** Why no further module is started, once that is so. */
    private @Nullable String stopped;

    Schedule(Plan plan, OnFailure onFailure) {
        this.onFailure = onFailure;
        for (PlannedModule module : plan.byName()) {
            nodes.put(module.name(), new Node(module, nodes.size()));
        }
        for (PlannedModule module : plan.modules()) {
            Node node = node(module.name());
            inOrder.add(node);
            for (String other : module.waitsFor()) {
                node(other).followers.add(node);
                node.awaited++;
            }
            if (node.awaited == 0) {
                fresh.add(node);
            }
        }
        unfinished = inOrder.size();
    }

    private Node node(String module) {
        Node node = nodes.get(module);
        if (node == null) {
            throw new IllegalArgumentException("no module of the plan: " + module);
        }
        return node;
    }

    /** It was started earlier, by an agent that is no more, and has not ended. */
    void underWay(String module) {
        Node node = node(module);
        if (node.isBegun() || !locks.take(node.module)) {
            throw new IllegalArgumentException(module + " cannot be under way");
        }
        node.started = true;
        running++;
    }

    /** It has ended, in this run's agent or in an earlier one. */
    void ended(ModuleResult result) {
        Node node = node(result.module());
        if (node.result != null) {
            throw new IllegalArgumentException(result.module() + " has ended before, as " + node.result);
        }
        node.result = result;
        unfinished--;
        for (Node follower : node.followers) {
            if (--follower.awaited == 0) {
                fresh.add(follower);
            }
        }
        if (node.started) {
            running--;
            for (PlannedModule next : locks.release(node.module)) {
                ready.add(node(next.name()));
            }
        }
        if (onFailure == OnFailure.STOP && result.isFailure() && node.module.essential()) {
            stop("the run stopped when " + result.module() + " failed");
        }
    }

    /** Nothing more is to be started. What is under way may end. */
    void stop(String because) {
        if (stopped == null) {
            stopped = because;
        }
    }

    /** It was started, stopped before its end, and is left to whoever goes on; so is all that has not been started. */
    void putOff(String module) {
        if (!node(module).isBegun()) {
            throw new IllegalArgumentException(module + " is not under way");
        }
        running--;
        hold();
    }

    /** Nothing more is decided: what has no result when all that runs has ended is left to whoever goes on. */
    void hold() {
        held = true;
    }

    /** Whether every module has a result, or all that could run before a pause of the run has ended. */
    boolean isOver() {
        return unfinished == 0 || (held && running == 0);
    }

    /**
     * What to do now, which counts as done when this returns.
     *
     * @param slots how many modules may be started
     */
    Step next(int slots) {
        List<ModuleResult.Skipped> skipped = new ArrayList<>();
        if (held) {
            return new Step(skipped, List.of());
        }
        if (stopped == null) {
            lookAtFresh(skipped);
        } else {
            giveUpTheRest(skipped);
        }
        return new Step(skipped, start(slots));
    }

    private void lookAtFresh(List<ModuleResult.Skipped> skipped) {
        for (Node node = fresh.poll(); node != null; node = fresh.poll()) {
            if (!node.isBegun() && !skip(node, skipped)) {
                ready.add(node);
            }
        }
    }

    private void giveUpTheRest(List<ModuleResult.Skipped> skipped) {
        for (Node node : inOrder) {
            if (!node.isBegun()) {
                skip(node, skipped);
            }
        }
    }

    private List<PlannedModule> start(int slots) {
        List<PlannedModule> start = new ArrayList<>();
        while (start.size() < slots && !ready.isEmpty()) {
            Node node = ready.remove();
            if (!node.isBegun() && locks.take(node.module)) {
                node.started = true;
                running++;
                start.add(node.module);
            }
        }
        return start;
    }

    private boolean skip(Node node, List<ModuleResult.Skipped> skipped) {
        Optional<String> obstacle = obstacle(node);
        if (obstacle.isEmpty()) {
            return false;
        }
        ModuleResult.Skipped result = new ModuleResult.Skipped(node.module.name(), obstacle.get());
        skipped.add(result);
        ended(result);
        return true;
    }

    /** Why it is not to be started. What it requires is named before the run's end, and the failure behind it as well. */
    private Optional<String> obstacle(Node node) {
        for (String required : node.module.requires()) {
            Node other = nodes.get(required);
            if (other == null || other.result == null || other.result.opensTheWay()) {
                continue;
            }
            if (other.result.isFailure()) {
                node.cause = required;
                return Optional.of("it requires " + required + ", which failed");
            }
            if (other.cause != null) {
                node.cause = other.cause;
                return Optional.of(
                        "it requires " + required + ", which was skipped because " + other.cause + " failed");
            }
            if (stopped == null) {
                return Optional.of("it requires " + required + ", which was skipped");
            }
        }
        return Optional.ofNullable(stopped);
    }

    /**
     * What to do at one moment.
     *
     * @param skipped modules that have just been given up
     * @param start modules to be started, in this order
     */
    record Step(List<ModuleResult.Skipped> skipped, List<PlannedModule> start) {}

    /** A module and how far it has come. */
    private static final class Node {
        final PlannedModule module;
        final int rank;
        final List<Node> followers = new ArrayList<>();
        int awaited;
        boolean started;

        @Nullable
        ModuleResult result;

        /** The module whose failure is the first reason why this one was skipped, if it was for a failure. */
        @Nullable
        String cause;

        Node(PlannedModule module, int rank) {
            this.module = module;
            this.rank = rank;
        }

        boolean isBegun() {
            return started || result != null;
        }
    }
}
