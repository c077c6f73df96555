package startup.run;

import java.util.OptionalLong;

/** Whether memory ran out since it was made. Not whose: so a cause that is told by it is a probable one. */
final class OomWatch {
    private final OomCounters counters;
    private final OptionalLong before;

    OomWatch(OomCounters counters) {
        this.counters = counters;
        this.before = counters.count();
    }

    /** The same ending, with its probable cause if it was a death by KILL while memory ran out. */
    Ending explain(Ending ending) {
        return ending.isByKill() && hasRisen() ? ending.probablyOutOfMemory() : ending;
    }

    private boolean hasRisen() {
        OptionalLong now = before.isPresent() ? counters.count() : OptionalLong.empty();
        return now.isPresent() && now.getAsLong() > before.getAsLong();
    }
}
