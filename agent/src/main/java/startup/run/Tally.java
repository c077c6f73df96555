package startup.run;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How far each module has come, for whoever asks while they run. Safe for several threads. */
final class Tally {
    private final Map<String, Integer> underWay = new LinkedHashMap<>();
    private final Map<String, Integer> putOff = new LinkedHashMap<>();
    private final Map<String, ModuleResult> results = new LinkedHashMap<>();

    /** That attempt of the module begins, from 1. */
    synchronized void attempt(String module, int number) {
        putOff.remove(module);
        underWay.put(module, number);
    }

    /** It waits for whoever goes on with the run, after so many attempts. */
    synchronized void putOff(String module, int attempts) {
        underWay.remove(module);
        putOff.put(module, attempts);
    }

    synchronized void ended(ModuleResult result) {
        underWay.remove(result.module());
        results.put(result.module(), result);
    }

    /** The modules that run, in the order of their starts, and the attempt that each is at. */
    synchronized Map<String, Integer> underWay() {
        return new LinkedHashMap<>(underWay);
    }

    /** The modules that have been tried, wait for another agent, and how often they were tried. */
    synchronized Map<String, Integer> putOff() {
        return new LinkedHashMap<>(putOff);
    }

    /** In the order in which modules ended. */
    synchronized List<ModuleResult> results() {
        return new ArrayList<>(results.values());
    }
}
