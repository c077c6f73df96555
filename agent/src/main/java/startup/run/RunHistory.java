package startup.run;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What the records of a journal come to: the answers that an agent needs to go on with a run. Fold them in with
 * {@link #accept}, from first to last. Reads no disk and asks no process.
 */
public final class RunHistory implements Consumer<JournalRecord> {
    private final Map<String, ModuleHistory> modules = new LinkedHashMap<>();
    private final Sessions sessions = new Sessions();
    private JournalRecord.@Nullable RunBegun begun;
    private JournalRecord.@Nullable BundleArrived bundle;
    private String arrivedOnBoot = BootId.UNKNOWN;
    private boolean synced;
    private boolean rebootCommanded;
    private JournalRecord.@Nullable Planned plan;
    private JournalRecord.@Nullable RunEnded end;

    public static RunHistory of(Iterable<JournalRecord> records) {
        RunHistory history = new RunHistory();
        records.forEach(history);
        return history;
    }

    @Override
    public void accept(JournalRecord record) {
        if (record instanceof JournalRecord.OfModule step) {
            add(step);
        } else if (record instanceof JournalRecord.RunBegun its) {
            begun = its;
        } else if (record instanceof JournalRecord.BundleArrived its) {
            bundle = its;
            arrivedOnBoot = sessions.boot();
            synced = false;
        } else if (record instanceof JournalRecord.BundleSynced) {
            synced = true;
        } else if (record instanceof JournalRecord.Planned its) {
            plan = its;
        } else if (record instanceof JournalRecord.RebootCommanded) {
            rebootCommanded = true;
        } else if (record instanceof JournalRecord.RunEnded its) {
            end = its;
        }
        sessions.add(record);
    }

    private void add(JournalRecord.OfModule step) {
        ModuleHistory module = modules.computeIfAbsent(step.module(), ModuleHistory::new);
        module.add(step, sessions.boot());
        rebootCommanded &= !(step instanceof JournalRecord.RebootAsked);
    }

    /** Empty if the run died before it began: there is nothing to go on with. */
    public Optional<JournalRecord.RunBegun> begun() {
        return Optional.ofNullable(begun);
    }

    public Optional<JournalRecord.BundleArrived> bundle() {
        return Optional.ofNullable(bundle);
    }

    /** Whether the bundle's files are known to be on disk. */
    public boolean bundleIsSynced() {
        return synced;
    }

    /** Whether the bundle's files can have lost nothing: the machine has not gone down since, or they were on disk. */
    public boolean bundleIsWhole(String currentBoot) {
        return bundle != null && (synced || BootId.same(arrivedOnBoot, currentBoot));
    }

    public Optional<JournalRecord.Planned> plan() {
        return Optional.ofNullable(plan);
    }

    /** The verdict, if it has one. */
    public Optional<JournalRecord.RunEnded> end() {
        return Optional.ofNullable(end);
    }

    /** Whether a later agent has something to go on with. */
    public boolean isUnfinished() {
        return begun != null && end == null;
    }

    /** What the journal says of that module; of one that it does not name, that nothing happened. */
    public ModuleHistory module(String name) {
        ModuleHistory history = modules.get(name);
        return history != null ? history : new ModuleHistory(name);
    }

    /** The modules that were begun. */
    public List<String> modules() {
        return List.copyOf(modules.keySet());
    }

    /** The attempts that were begun and of which no end was noted; with several jobs there may be several. */
    public List<ModuleHistory.UnderWay> underWay() {
        List<ModuleHistory.UnderWay> underWay = new ArrayList<>();
        for (ModuleHistory module : modules.values()) {
            module.underWay().ifPresent(underWay::add);
        }
        return underWay;
    }

    /** Whether a module asked for a reboot that has not come yet. */
    public boolean waitsForReboot(String currentBoot) {
        boolean waits = false;
        for (ModuleHistory module : modules.values()) {
            waits |= module.waitsForReboot(currentBoot);
        }
        return waits && !rebootCommanded;
    }

    /** What the agents that worked on the run came to. */
    public Sessions sessions() {
        return sessions;
    }
}
