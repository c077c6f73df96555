package startup.cli;

import java.util.Map;

/** What {@code --help} prints, from the tables of commands and options. */
final class Help {
    private static final int COLUMN = 28;

    private static final Map<CommandName, String> EXAMPLES = Map.ofEntries(
            Map.entry(
                    CommandName.BOOT,
                    "agent --bundle https://example.com/web.bundle --key file:/etc/web.key --sha256 9c01…"),
            Map.entry(CommandName.PLAN, "agent plan start-up-bundle/ --format dot | dot -Tsvg -o plan.svg"),
            Map.entry(CommandName.INSPECT, "agent inspect web.bundle"),
            Map.entry(CommandName.UNPACK, "agent unpack web.bundle --key env:WEB_KEY -o web"),
            Map.entry(CommandName.DECRYPT, "agent decrypt web.bundle --key prompt -o web.tar"),
            Map.entry(CommandName.STATUS, "agent status --wait"),
            Map.entry(CommandName.RESUME, "agent resume"),
            Map.entry(CommandName.SHIP, "agent ship --ship-timeout 10m"),
            Map.entry(
                    CommandName.USERDATA,
                    "agent userdata s3://acme-boot/web.bundle --key ssm:/web --agent https://… --agent-sha256 9c01…"),
            Map.entry(CommandName.COMPLETION, "source <(agent completion bash)"));

    private Help() {}

    static String of(CommandName command) {
        StringBuilder text = new StringBuilder("Usage: agent ").append(usage(command));
        text.append(" [OPTION…]\n").append(sentence(command.summary())).append("\n\n");
        if (command == CommandName.BOOT) {
            commands(text);
        }
        options(command, text);
        text.append("\nExample:\n  ").append(EXAMPLES.get(command)).append('\n');
        text.append("\nEvery option has an environment variable, as ")
                .append(CliOption.FETCH_TIMEOUT.variable())
                .append(" for --fetch-timeout; the option wins.\n");
        return text.toString();
    }

    private static String usage(CommandName command) {
        if (command == CommandName.BOOT) {
            return "[boot] --bundle BUNDLE";
        }
        return command.takesOperand() ? command.word() + " [" + command.operand() + "]" : command.word();
    }

    private static void commands(StringBuilder text) {
        text.append("Commands:\n");
        for (CommandName command : CommandName.values()) {
            row(text, (command.word() + " " + command.operand()).strip(), command.summary());
        }
        text.append('\n');
    }

    private static void options(CommandName command, StringBuilder text) {
        text.append("Options:\n");
        for (CliOption option : CliOption.of(command)) {
            String letter = option == CliOption.OUTPUT ? "-" + CliOption.SHORT_OUTPUT + ", " : "";
            String argument = option.argument().map(name -> " " + name).orElse("");
            row(text, letter + "--" + option.word() + argument, option.summary());
        }
    }

    private static void row(StringBuilder text, String left, String right) {
        text.append("  ").append(left);
        text.append(" ".repeat(Math.max(2, COLUMN - left.length())))
                .append(right)
                .append('\n');
    }

    private static String sentence(String clause) {
        return Character.toUpperCase(clause.charAt(0)) + clause.substring(1) + ".";
    }
}
