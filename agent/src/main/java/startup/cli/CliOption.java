package startup.cli;

import static startup.cli.CommandName.BOOT;
import static startup.cli.CommandName.DECRYPT;
import static startup.cli.CommandName.INSPECT;
import static startup.cli.CommandName.PLAN;
import static startup.cli.CommandName.RESUME;
import static startup.cli.CommandName.SHIP;
import static startup.cli.CommandName.STATUS;
import static startup.cli.CommandName.UNPACK;
import static startup.cli.CommandName.USERDATA;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Every option of every command: the one table that the parser, help and shell completion read. */
enum CliOption {
    BUNDLE("bundle", "BUNDLE", Arity.ONE, "a directory, a path, -, file:, http:, https: or s3:", keyCommands()),
    KEY(
            "key",
            "SOURCE",
            Arity.REPEATED,
            "where the key is: env: file: fd: prompt imds-tag: ssm: secretsmanager: kms:",
            keyCommands()),
    SHA256("sha256", "HEX", Arity.ONE, "the SHA-256 that the bundle must have", bundleCommands()),
    REQUIRE_PROOF("require-proof", null, Arity.FLAG, "refuse a bundle that nothing proves", bundleCommands()),
    CIPHER("cipher", "NAME", Arity.ONE, "pin: aes-256-cbc and the like, as openssl enc names it", bundleCommands()),
    MD("md", "NAME", Arity.ONE, "pin: the digest of the key derivation", bundleCommands()),
    PBKDF2("pbkdf2", null, Arity.FLAG, "pin: the key is derived by PBKDF2", bundleCommands()),
    ITER("iter", "N", Arity.ONE, "pin: PBKDF2 with this count", bundleCommands()),
    NOSALT("nosalt", null, Arity.FLAG, "pin: sealed without salt", bundleCommands()),
    BASE64("base64", null, Arity.FLAG, "pin: sealed as base64", bundleCommands()),
    MAX_SIZE(
            "max-size",
            "SIZE",
            Arity.ONE,
            "refuse a bundle that unpacks to more (20g)",
            Set.of(BOOT, PLAN, INSPECT, UNPACK)),
    MAX_FILES(
            "max-files",
            "N",
            Arity.ONE,
            "refuse a bundle of more files (2000000)",
            Set.of(BOOT, PLAN, INSPECT, UNPACK)),
    FETCH_TIMEOUT(
            "fetch-timeout",
            "D",
            Arity.ONE,
            "longest time without a new byte, retries included (10m)",
            bundleCommands()),
    ONLY("only", "A,B", Arity.LIST, "run these modules and what they require", Set.of(BOOT, PLAN)),
    SKIP("skip", "A,B", Arity.LIST, "leave these modules out", Set.of(BOOT, PLAN)),
    RERUN("rerun", "A,B|all", Arity.LIST, "run these modules though nothing changed", Set.of(BOOT, PLAN)),
    TIMEOUT("timeout", "D", Arity.ONE, "limit of an attempt whose module states none", Set.of(BOOT, PLAN)),
    JOBS("jobs", "N", Arity.ONE, "run so many modules at the same time (processors, at least 2)", Set.of(BOOT)),
    ON_FAILURE("on-failure", "stop|continue", Arity.ONE, "after an essential module failed (stop)", Set.of(BOOT)),
    ALLOW_REBOOT("allow-reboot", null, Arity.FLAG, "let a module ask for a reboot (exit status 194)", Set.of(BOOT)),
    REBOOT_COMMAND(
            "reboot-command",
            "COMMAND",
            Arity.ONE,
            "how to reboot (systemctl reboot); bash runs it",
            Set.of(BOOT, RESUME)),
    SERVICE(
            "service",
            null,
            Arity.FLAG,
            "install the systemd unit that resumes the run, off the cloud too",
            Set.of(BOOT)),
    NO_SERVICE("no-service", null, Arity.FLAG, "install no systemd unit", Set.of(BOOT)),
    EVERY_BOOT(
            "every-boot",
            null,
            Arity.FLAG,
            "if no run is left, begin one like the last, once on each boot of the machine",
            Set.of(RESUME)),
    ENV("env", "NAME=VALUE", Arity.REPEATED, "add to every module's environment", Set.of(BOOT)),
    MAX_OUTPUT("max-output", "SIZE", Arity.ONE, "an attempt that prints more has failed (1g)", Set.of(BOOT)),
    BUNDLE_DIR("bundle-dir", "DIR", Arity.ONE, "unpack below this folder, not the state folder", Set.of(BOOT)),
    METADATA(
            "metadata",
            "FILE|none",
            Arity.ONE,
            "say which instance this is, or that it is none; the metadata service is not asked",
            cloudCommands()),
    IMDS("imds", "v1|v2", Arity.ONE, "v1: go without a token if the metadata service gives none (v2)", cloudCommands()),
    IMDS_TIMEOUT(
            "imds-timeout",
            "D",
            Arity.ONE,
            "wait so long for the metadata service of an instance (60s)",
            cloudCommands()),
    LOGS("logs", "s3://…|DIR|none", Arity.ONE, "deliver the log there while it is written (none)", Set.of(BOOT)),
    LOGS_SSE(
            "logs-sse",
            "AES256|aws:kms|aws:kms:dsse",
            Arity.ONE,
            "how S3 encrypts the log (as the bucket says)",
            Set.of(BOOT)),
    LOGS_KMS_KEY("logs-kms-key", "KEY", Arity.ONE, "the KMS key for --logs-sse aws:kms", Set.of(BOOT)),
    SHIP_TIMEOUT(
            "ship-timeout",
            "D",
            Arity.ONE,
            "wait so long at the end for the log to be delivered (60s)",
            Set.of(BOOT, SHIP)),
    NOTIFY(
            "notify",
            "WHERE",
            Arity.REPEATED,
            "tell the verdict: https://…, cfn-wait:URL, cfn-signal:STACK/ID, asg-lifecycle:GROUP/HOOK",
            Set.of(BOOT)),
    AGENT(
            "agent",
            "URL",
            Arity.ONE,
            "where the machine gets agent.jar, or a runtime archive with {arch} for uname -m",
            Set.of(USERDATA)),
    AGENT_SHA256(
            "agent-sha256",
            "[ARCH=]HEX",
            Arity.LIST,
            "the SHA-256 that the agent must have, as x86_64=HEX if kinds of machines differ",
            Set.of(USERDATA)),
    CLOUD_CONFIG(
            "cloud-config", null, Arity.FLAG, "print a cloud-config, which can say more than this", Set.of(USERDATA)),
    ENCODE(
            "encode",
            "gzip|base64|gzip+base64",
            Arity.ONE,
            "how the user-data is written down (as text)",
            Set.of(USERDATA)),
    WAIT("wait", null, Arity.FLAG, "wait until the run has its verdict", Set.of(STATUS)),
    OUTPUT(
            "output",
            "FILE",
            Arity.ONE,
            "the result's file; - is standard output; unpack: a new folder",
            Set.of(BOOT, PLAN, INSPECT, UNPACK, DECRYPT, STATUS, RESUME, USERDATA)),
    FORMAT(
            "format",
            "text|json",
            Arity.ONE,
            "how the result is written; plan also: dot",
            Set.of(BOOT, PLAN, INSPECT, STATUS, RESUME)),
    STATE("state", "DIR", Arity.ONE, "the state folder", Set.of(BOOT, PLAN, STATUS, RESUME, SHIP)),
    DEBUG("debug", null, Arity.FLAG, "tell more, with stack traces", Set.of(CommandName.values())),
    HELP("help", null, Arity.FLAG, "show this help", Set.of(CommandName.values())),
    VERSION("version", null, Arity.FLAG, "show version and commit", Set.of(CommandName.values()));

    /** How often an option may be given, and what its value is. */
    enum Arity {
        FLAG,
        ONE,
        /** Several values by repeating; a value may hold commas. */
        REPEATED,
        /** Several values by commas or by repeating. */
        LIST
    }

    static final String VARIABLE_PREFIX = "STARTUP_OPT_";

    /** The only short name: every Unix command writes its result to {@code -o}. */
    static final String SHORT_OUTPUT = "o";

    private final String word;
    private final @Nullable String argument;
    private final Arity arity;
    private final String summary;

    @SuppressWarnings("ImmutableEnumChecker") // made by Set.of, which nobody can change
    private final Set<CommandName> commands;

    CliOption(String word, @Nullable String argument, Arity arity, String summary, Set<CommandName> commands) {
        this.word = word;
        this.argument = argument;
        this.arity = arity;
        this.summary = summary;
        this.commands = commands;
    }

    private static Set<CommandName> cloudCommands() {
        return Set.of(BOOT, PLAN, INSPECT, UNPACK, DECRYPT, SHIP);
    }

    /** A URL and a key may be secrets, which are not kept: who resumes may say them again. */
    private static Set<CommandName> keyCommands() {
        return Set.of(BOOT, PLAN, INSPECT, UNPACK, DECRYPT, RESUME);
    }

    private static Set<CommandName> bundleCommands() {
        return Set.of(BOOT, PLAN, INSPECT, UNPACK, DECRYPT);
    }

    /** Its name without the dashes. */
    String word() {
        return word;
    }

    /** What stands for its value in help; empty for a flag. */
    Optional<String> argument() {
        return Optional.ofNullable(argument);
    }

    Arity arity() {
        return arity;
    }

    String summary() {
        return summary;
    }

    /** The environment variable that gives it where the command line does not. */
    String variable() {
        return VARIABLE_PREFIX + word.toUpperCase(Locale.ROOT).replace('-', '_');
    }

    static List<CliOption> of(CommandName command) {
        List<CliOption> options = new ArrayList<>();
        for (CliOption option : values()) {
            if (option.belongsTo(command)) {
                options.add(option);
            }
        }
        return options;
    }

    /** User-data says whatever a boot may be told, but how to print what nobody reads. */
    private boolean belongsTo(CommandName command) {
        return commands.contains(command) || (command == USERDATA && commands.contains(BOOT) && this != FORMAT);
    }
}
