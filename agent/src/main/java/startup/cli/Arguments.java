package startup.cli;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import startup.base.AgentException;
import startup.base.ExitStatus;
import startup.base.HumanDuration;
import startup.base.HumanSize;

/**
 * What was asked for: the command, its operand and the options' values, from the command line or else from the
 * environment. The readers of typed values refuse a bad one with {@link ExitStatus#USAGE} and name the option.
 */
final class Arguments {
    private final CommandName command;
    private final Optional<String> operand;
    private final Map<CliOption, List<String>> values;

    Arguments(CommandName command, Optional<String> operand, Map<CliOption, List<String>> values) {
        this.command = command;
        this.operand = operand;
        this.values = values;
    }

    /** All that was said, by option. */
    Map<CliOption, List<String>> values() {
        return Map.copyOf(values);
    }

    CommandName command() {
        return command;
    }

    Optional<String> operand() {
        return operand;
    }

    boolean has(CliOption flag) {
        return values.containsKey(flag);
    }

    Optional<String> value(CliOption option) {
        List<String> given = all(option);
        return given.isEmpty() ? Optional.empty() : Optional.of(given.get(given.size() - 1));
    }

    List<String> all(CliOption option) {
        return values.getOrDefault(option, List.of());
    }

    /** Longer than nothing. */
    Optional<Duration> duration(CliOption option) throws AgentException {
        return read(option, Arguments::longerThanNothing);
    }

    private static Duration longerThanNothing(String text) {
        Duration duration = HumanDuration.parse(text);
        if (duration.isZero()) {
            throw new IllegalArgumentException("'" + text + "' is no time at all");
        }
        return duration;
    }

    Optional<Long> size(CliOption option) throws AgentException {
        return read(option, HumanSize::parse);
    }

    Optional<Integer> count(CliOption option) throws AgentException {
        return read(option, Arguments::positive);
    }

    /** One of {@code words}, or the first of them if the option is not given. */
    String choice(CliOption option, String... words) throws AgentException {
        String given = value(option).orElse(words[0]);
        for (String word : words) {
            if (word.equals(given)) {
                return word;
            }
        }
        throw refused(option, "'" + given + "' is not one of " + String.join(", ", words));
    }

    /** The values of a repeated {@code NAME=VALUE}, as pairs. */
    List<Map.Entry<String, String>> pairs(CliOption option) throws AgentException {
        List<Map.Entry<String, String>> pairs = new ArrayList<>();
        for (String given : all(option)) {
            int equals = given.indexOf('=');
            if (equals < 1) {
                throw refused(option, "it wants NAME=VALUE");
            }
            pairs.add(Map.entry(given.substring(0, equals), given.substring(equals + 1)));
        }
        return pairs;
    }

    private <T> Optional<T> read(CliOption option, Function<String, T> reader) throws AgentException {
        Optional<String> given = value(option);
        try {
            return given.map(reader);
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw refused(option, String.valueOf(e.getMessage()));
        }
    }

    private static int positive(String text) {
        try {
            int count = Integer.parseInt(text);
            if (count > 0) {
                return count;
            }
        } catch (NumberFormatException notANumber) {
            // the message below says it
        }
        throw new IllegalArgumentException("'" + text + "' is not a whole number from 1 to " + Integer.MAX_VALUE);
    }

    private AgentException refused(CliOption option, String why) {
        return new AgentException(
                ExitStatus.USAGE,
                "--" + option.word() + " cannot be accepted",
                why,
                "See agent " + command.word() + " --help");
    }
}
