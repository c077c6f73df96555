package startup.cli;

import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import startup.base.AgentException;
import startup.base.ExitStatus;
import startup.seal.KeySource;

/**
 * What a machine is told in its user-data: the options of its boot, as variables. Nobody sits at the machine, and its
 * working folder is not that of the desk; what would mean nothing there is refused with exit status 2.
 */
final class OptionsOfMachine {
    /** These are about the user-data itself. */
    private static final Set<CliOption> OF_THE_DESK = EnumSet.of(
            CliOption.AGENT,
            CliOption.AGENT_SHA256,
            CliOption.CLOUD_CONFIG,
            CliOption.ENCODE,
            CliOption.OUTPUT,
            CliOption.HELP,
            CliOption.VERSION);

    private static final Set<CliOption> FOLDERS = EnumSet.of(CliOption.STATE, CliOption.BUNDLE_DIR, CliOption.LOGS);

    private final Arguments arguments;
    private final Map<String, String> environment;

    /** @param environment of the desk */
    OptionsOfMachine(Arguments arguments, Map<String, String> environment) throws AgentException {
        this.arguments = arguments;
        this.environment = environment;
        for (String key : arguments.all(CliOption.KEY)) {
            check(KeySource.parse(key));
        }
        for (CliOption folder : FOLDERS) {
            String value = arguments.value(folder).orElse("/");
            boolean elsewhere = folder == CliOption.LOGS && (value.equals("none") || value.startsWith("s3://"));
            if (!value.startsWith("/") && !elsewhere) {
                throw refused(folder, "'" + value + "' is relative to the desk", "Write the machine's path, from / on");
            }
            if (value.startsWith("/") && !canBeNamedAtBoot(folder, value)) {
                throw refused(
                        folder,
                        "at a boot, which is in the POSIX locale, an agent can name no file '" + value + "'",
                        "Name a folder in ASCII, without a colon");
            }
        }
        if (!arguments.value(CliOption.METADATA).orElse("none").equals("none")) {
            throw refused(
                    CliOption.METADATA, "a file that is one instance's fits no other", "Leave it out, or say none");
        }
    }

    /** The agent lies below its state folder, and a JVM takes a colon for the end of a path that it loads classes from. */
    private static boolean canBeNamedAtBoot(CliOption folder, String path) {
        return path.chars().allMatch(c -> c < 128) && (folder != CliOption.STATE || path.indexOf(':') < 0);
    }

    private static void check(KeySource key) throws AgentException {
        String source = key.display();
        if (!key.canBeReadAgain()) {
            throw refused(
                    CliOption.KEY,
                    source.startsWith("pass:")
                            ? "pass: is the key itself, and user-data is no secret"
                            : source + " means nothing on a machine that boots by itself",
                    "Use ssm:, secretsmanager:, kms:, imds-tag:, or file: with a path of its image");
        }
        if (isRelative(source, "file:") || isRelative(source, "kms:@")) {
            throw refused(CliOption.KEY, source + " is relative to the desk", "Write the machine's path, from / on");
        }
    }

    private static boolean isRelative(String source, String scheme) {
        return source.startsWith(scheme) && !source.startsWith(scheme + "/");
    }

    /**
     * The variables, in the order of the table of options.
     *
     * @param bundle where the machine finds it
     * @param sha256 what proves it
     */
    Map<String, String> exports(String bundle, String sha256) throws AgentException {
        Map<String, String> exports = new LinkedHashMap<>();
        for (CliOption option : CliOption.values()) {
            switch (option) {
                case BUNDLE -> exports.put(option.variable(), bundle);
                case SHA256 -> exports.put(option.variable(), sha256);
                case ALLOW_REBOOT -> exports.put(option.variable(), reboots());
                default -> {
                    if (arguments.has(option) && !OF_THE_DESK.contains(option)) {
                        exports.put(option.variable(), text(option, arguments.all(option)));
                    }
                }
            }
        }
        return exports;
    }

    /** A machine that boots by itself does what its modules ask for, unless the desk's environment has forbidden it. */
    private String reboots() {
        String said = environment.getOrDefault(CliOption.ALLOW_REBOOT.variable(), "");
        return said.isEmpty() || arguments.has(CliOption.ALLOW_REBOOT) ? "true" : said;
    }

    /** As {@link ArgumentParser} reads it from there. */
    private static String text(CliOption option, List<String> values) throws AgentException {
        return switch (option.arity()) {
            case FLAG -> "true";
            case ONE -> values.get(values.size() - 1);
            case LIST -> String.join(",", values);
            case REPEATED -> {
                for (String value : values) {
                    if (value.indexOf('\n') >= 0 || value.indexOf('\r') >= 0) {
                        throw refused(
                                option, "a value of several lines cannot be in a variable", "Put it into the bundle");
                    }
                }
                yield String.join("\n", values);
            }
        };
    }

    private static AgentException refused(CliOption option, String why, String action) {
        return new AgentException(ExitStatus.USAGE, "--" + option.word() + " cannot be in user-data", why, action);
    }
}
