package startup.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import startup.base.AgentException;
import startup.boot.GivenEnvironment;
import startup.fetch.Location;
import startup.run.JournalRecord;
import startup.run.OpenRun;
import startup.run.RunFolder;
import startup.run.StateFolder;
import startup.seal.KeySource;

/**
 * The run that another agent has left: who goes on with it does so under the options that it began with. From the
 * command line of now come only the bundle's location and its keys, which may be secrets and so are not kept, and what
 * concerns the command itself.
 */
final class LeftRun {
    private final Terminal terminal;

    LeftRun(Terminal terminal) {
        this.terminal = terminal;
    }

    /** What {@code given} comes to, where it goes on with a run; else itself. Only then it names a bundle to resume. */
    Arguments applyTo(Arguments given) throws IOException {
        boolean boot = given.command() == CommandName.BOOT && given.has(CliOption.BUNDLE);
        if (!boot && given.command() != CommandName.RESUME) {
            return given;
        }
        StateFolder state = StatePath.of(terminal, given);
        Optional<RunFolder> last = state.lastRun();
        Optional<JournalRecord.RunBegun> begun = last.isPresent() ? toGoOnWith(last.get(), given) : Optional.empty();
        if (begun.isPresent() && (!boot || isSameBundle(given, begun.get()))) {
            tellWhatDoesNotCount(given, begun.get());
            return new Arguments(given.command(), given.operand(), whole(given, begun.get(), last.get()));
        }
        return boot ? given : new Arguments(given.command(), given.operand(), withoutBundle(given));
    }

    private static Optional<JournalRecord.RunBegun> toGoOnWith(RunFolder last, Arguments given) throws AgentException {
        Optional<JournalRecord.RunBegun> left = OpenRun.begunAndNotEnded(last);
        return left.isEmpty() && given.has(CliOption.EVERY_BOOT) ? OpenRun.endedOnAnotherBoot(last) : left;
    }

    private boolean isSameBundle(Arguments given, JournalRecord.RunBegun begun) throws AgentException {
        Optional<String> text = given.value(CliOption.BUNDLE);
        return text.isPresent()
                && Location.parse(text.get(), terminal.workingFolder())
                        .identity()
                        .equals(begun.bundle());
    }

    private void tellWhatDoesNotCount(Arguments given, JournalRecord.RunBegun begun) throws AgentException {
        List<String> names = new ArrayList<>();
        Map<CliOption, List<String>> options = new KeptArguments(given, terminal.workingFolder()).options();
        for (Map.Entry<CliOption, List<String>> said : options.entrySet()) {
            boolean differs =
                    !said.getValue().equals(begun.options().get(said.getKey().word()));
            if (differs && !KeptArguments.SAID_ANEW.contains(said.getKey()) && said.getKey() != CliOption.EVERY_BOOT) {
                names.add("--" + said.getKey().word());
            }
        }
        if (!names.isEmpty()) {
            terminal.err()
                    .println("WARNING " + String.join(", ", names) + " do not count: run " + begun.run()
                            + " is gone on with as it began");
        }
    }

    private static Map<CliOption, List<String>> withoutBundle(Arguments given) {
        Map<CliOption, List<String>> values = new EnumMap<>(CliOption.class);
        values.putAll(given.values());
        values.remove(CliOption.BUNDLE);
        return values;
    }

    private Map<CliOption, List<String>> whole(Arguments given, JournalRecord.RunBegun begun, RunFolder run)
            throws IOException {
        Map<CliOption, List<String>> values = new EnumMap<>(CliOption.class);
        for (CliOption option : CliOption.values()) {
            List<String> kept = begun.options().get(option.word());
            if (kept != null) {
                values.put(option, kept);
            }
        }
        values.put(CliOption.KEY, keys(begun));
        values.putIfAbsent(CliOption.BUNDLE, List.of(begun.bundle()));
        GivenEnvironment.read(run.environment()).ifPresent(its -> put(its, values));
        for (CliOption own : KeptArguments.OWN) {
            if (given.has(own) && (own != CliOption.BUNDLE || isSameBundle(given, begun))) {
                values.put(own, given.all(own));
            }
        }
        for (CliOption anew : KeptArguments.SAID_ANEW) {
            if (given.has(anew)) {
                values.put(anew, given.all(anew));
            }
        }
        if (given.has(CliOption.EVERY_BOOT)) {
            values.put(CliOption.EVERY_BOOT, List.of());
            values.remove(CliOption.RERUN); // it was said of one run
        }
        return values;
    }

    private static void put(GivenEnvironment kept, Map<CliOption, List<String>> values) {
        values.put(CliOption.NOTIFY, kept.told());
        List<String> added = new ArrayList<>();
        kept.added().forEach((name, value) -> added.add(name + "=" + value));
        values.put(CliOption.ENV, added);
    }

    /** Those that can be read again, and variables, which modules must not see; others were of the process that is gone. */
    private static List<String> keys(JournalRecord.RunBegun begun) throws AgentException {
        List<String> keys = new ArrayList<>();
        for (String source : begun.keySources()) {
            KeySource key = KeySource.parse(source);
            if (key.canBeReadAgain() || key.environmentVariable().isPresent()) {
                keys.add(source);
            }
        }
        return keys;
    }
}
