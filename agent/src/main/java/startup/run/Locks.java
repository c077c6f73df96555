package startup.run;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import startup.plan.PlannedModule;

/**
 * Who holds which lock, and who is next. A module takes all its locks at once or none, so nobody waits for another while
 * it holds one. Who cannot have them all queues for each of them, and from then on nobody who comes later gets any: a
 * module that needs two locks is not starved by modules that take turns with one each. The price is that a lock may lie
 * idle while the first in its queue waits for another.
 */
final class Locks {
    private final Set<String> held = new HashSet<>();
    private final Map<String, Deque<PlannedModule>> queues = new HashMap<>();

    /** Gives the module all its locks, or else a place in the queues; says which. */
    boolean take(PlannedModule module) {
        Set<String> wanted = wantedBy(module);
        if (!isFirst(module)) {
            for (String lock : wanted) {
                queueFor(lock).add(module);
            }
            return false;
        }
        for (String lock : wanted) {
            queueFor(lock).poll(); // itself, if it had to queue
        }
        held.addAll(wanted);
        return true;
    }

    /** Takes the module's locks back; the queued modules that may now have theirs. They keep their places until they do. */
    Set<PlannedModule> release(PlannedModule module) {
        held.removeAll(wantedBy(module));
        Set<PlannedModule> next = new LinkedHashSet<>();
        for (String lock : wantedBy(module)) {
            PlannedModule first = queueFor(lock).peek();
            if (first != null && isFirst(first)) {
                next.add(first);
            }
        }
        return next;
    }

    /** Whether it could take all its locks: none is held, and nobody is before it. */
    private boolean isFirst(PlannedModule module) {
        for (String lock : wantedBy(module)) {
            PlannedModule first = queueFor(lock).peek();
            if (held.contains(lock) || (first != null && !first.name().equals(module.name()))) {
                return false;
            }
        }
        return true;
    }

    private Deque<PlannedModule> queueFor(String lock) {
        return queues.computeIfAbsent(lock, name -> new ArrayDeque<>());
    }

    private static Set<String> wantedBy(PlannedModule module) {
        return module.manifestOrDefaults().locks();
    }
}
