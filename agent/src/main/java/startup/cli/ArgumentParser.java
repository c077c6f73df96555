package startup.cli;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.DefaultParser;
import org.apache.commons.cli.MissingArgumentException;
import org.apache.commons.cli.Option;
import org.apache.commons.cli.Options;
import org.apache.commons.cli.ParseException;
import org.apache.commons.cli.UnrecognizedOptionException;
import startup.base.AgentException;
import startup.base.ExitStatus;
import startup.base.NearestName;

/**
 * Reads the command line, and the {@code STARTUP_OPT_} variables for what it does not say, by the table {@link
 * CliOption}. Without a command it is {@code boot}.
 */
final class ArgumentParser {
    private static final Set<CliOption> OF_FILES =
            EnumSet.of(CliOption.STATE, CliOption.BUNDLE_DIR, CliOption.LOGS, CliOption.METADATA, CliOption.OUTPUT);

    private final Map<String, String> environment;

    ArgumentParser(Map<String, String> environment) {
        this.environment = environment;
    }

    Arguments parse(String... words) throws AgentException {
        boolean named = isNamed(words);
        CommandName command = named ? commandNamed(words[0]) : CommandName.BOOT;
        CommandLine line = read(command, named ? Arrays.copyOfRange(words, 1, words.length) : words);
        Map<CliOption, List<String>> values = new EnumMap<>(CliOption.class);
        checkVariables();
        for (CliOption option : CliOption.of(command)) {
            valuesOf(option, line).ifPresent(given -> values.put(option, given));
        }
        for (CliOption option : OF_FILES) {
            checkName(option, values.getOrDefault(option, List.of()));
        }
        Optional<String> operand = operand(command, line);
        if (command.readsBundle()) {
            operand.ifPresent(bundle -> values.put(CliOption.BUNDLE, List.of(bundle)));
        }
        return new Arguments(command, operand, values);
    }

    /** Whether it is a boot that is asked for, even if the rest cannot be read. */
    static boolean isBoot(String... words) {
        return !isNamed(words) || words[0].equals(CommandName.BOOT.word());
    }

    private static boolean isNamed(String... words) {
        return words.length > 0 && !words[0].startsWith("-");
    }

    private static CommandName commandNamed(String word) throws AgentException {
        Optional<CommandName> command = CommandName.of(word);
        if (command.isPresent()) {
            return command.get();
        }
        List<String> known = new ArrayList<>();
        for (CommandName name : CommandName.values()) {
            known.add(name.word());
        }
        throw usage(
                "'" + shown(word) + "' is not a command",
                "the commands are " + String.join(", ", known),
                "To boot a bundle, write --bundle " + shown(word));
    }

    private static CommandLine read(CommandName command, String... words) throws AgentException {
        DefaultParser parser = DefaultParser.builder()
                .setAllowPartialMatching(false)
                .setStripLeadingAndTrailingQuotes(false)
                .get();
        try {
            return parser.parse(options(command), words);
        } catch (UnrecognizedOptionException e) {
            throw unknown(command, e.getOption());
        } catch (MissingArgumentException e) {
            throw usage(
                    "--" + e.getOption().getLongOpt() + " has no value",
                    "it wants " + e.getOption().getArgName(),
                    seeHelp(command));
        } catch (ParseException e) {
            throw usage("The command line cannot be read", String.valueOf(e.getMessage()), seeHelp(command));
        }
    }

    private static Options options(CommandName command) {
        Options options = new Options();
        for (CliOption option : CliOption.of(command)) {
            String letter = option == CliOption.OUTPUT ? CliOption.SHORT_OUTPUT : null;
            options.addOption(Option.builder(letter)
                    .longOpt(option.word())
                    .hasArg(option.argument().isPresent())
                    .argName(option.argument().orElse(null))
                    .get());
        }
        return options;
    }

    private static AgentException unknown(CommandName command, String given) {
        int equals = given.indexOf('=');
        String name = equals < 0 ? given : given.substring(0, equals);
        List<String> known = new ArrayList<>();
        for (CliOption option : CliOption.of(command)) {
            known.add("--" + option.word());
        }
        return usage(
                name + " is not an option of " + command.word(),
                NearestName.to(name, known)
                        .map(near -> "the nearest is " + near)
                        .orElse("nothing is called like it"),
                seeHelp(command));
    }

    /** A misspelt variable would be a wish that nobody hears: {@code STARTUP_OPT_REQIRE_PROOF}. */
    private void checkVariables() throws AgentException {
        List<String> known = new ArrayList<>();
        for (CliOption option : CliOption.values()) {
            known.add(option.variable());
        }
        for (String name : environment.keySet()) {
            if (name.startsWith(CliOption.VARIABLE_PREFIX) && !known.contains(name)) {
                throw usage(
                        "The environment variable " + name + " stands for no option",
                        NearestName.to(name, known)
                                .map(near -> "the nearest is " + near)
                                .orElse("nothing is called like it"),
                        "Unset or correct it");
            }
        }
    }

    /** In the POSIX locale a JVM can name no file that is not ASCII. */
    private static void checkName(CliOption option, List<String> values) throws AgentException {
        for (String value : values) {
            try {
                Path unused = Path.of(value);
            } catch (InvalidPathException noName) {
                throw usage(
                        "--" + option.word() + " cannot be accepted",
                        "'" + value + "' is no name of a file in this locale",
                        "Start the agent with LC_ALL=C.UTF-8, or name it in ASCII");
            }
        }
    }

    private Optional<List<String>> valuesOf(CliOption option, CommandLine line) throws AgentException {
        if (line.hasOption(option.word())) {
            String[] given = line.getOptionValues(option.word());
            return Optional.of(split(option, given == null ? List.of() : List.of(given)));
        }
        String variable = environment.get(option.variable());
        if (variable == null || variable.isEmpty()) {
            return Optional.empty();
        }
        return switch (option.arity()) {
            case FLAG -> isOn(option, variable) ? Optional.of(List.of()) : Optional.empty();
            case ONE -> Optional.of(List.of(variable));
            case REPEATED -> Optional.of(variable.lines().toList());
            case LIST -> Optional.of(split(option, List.of(variable)));
        };
    }

    private static List<String> split(CliOption option, List<String> given) {
        if (option.arity() != CliOption.Arity.LIST) {
            return given;
        }
        List<String> parts = new ArrayList<>();
        for (String value : given) {
            for (String part : value.split(",", -1)) {
                if (!part.isBlank()) {
                    parts.add(part.strip());
                }
            }
        }
        return parts;
    }

    private static boolean isOn(CliOption flag, String value) throws AgentException {
        return switch (value) {
            case "1", "true", "yes", "on" -> true;
            case "0", "false", "no", "off" -> false;
            default ->
                throw usage(
                        flag.variable() + " cannot be accepted", "it is neither true nor false", "Use true or false");
        };
    }

    private static Optional<String> operand(CommandName command, CommandLine line) throws AgentException {
        List<String> operands = line.getArgList();
        int most = command.takesOperand() ? 1 : 0;
        if (operands.size() > most) {
            throw usage(
                    "'" + shown(operands.get(most)) + "' is one word too many",
                    command.word() + " takes " + (most == 0 ? "none" : "one " + command.operand()),
                    seeHelp(command));
        }
        if (operands.isEmpty()) {
            return Optional.empty();
        }
        if (command.readsBundle() && line.hasOption(CliOption.BUNDLE.word())) {
            throw usage(
                    "The bundle is named twice", "as --bundle and as '" + shown(operands.get(0)) + "'", "Name it once");
        }
        return Optional.of(operands.get(0));
    }

    /** A URL may be presigned, which makes its query a secret. */
    private static String shown(String word) {
        return word.contains("://") ? "URL" : word;
    }

    private static String seeHelp(CommandName command) {
        return "See agent " + command.word() + " --help";
    }

    private static AgentException usage(String what, String why, String action) {
        return new AgentException(ExitStatus.USAGE, what, why, action);
    }
}
