package startup.stub;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * {@code userdata.sh} whole, with its three marks filled in: {@code '@AGENT_URL@'}, {@code '@AGENT_SHA256@'} and the line
 * {@code #@OPTIONS@}, which becomes one {@code export STARTUP_OPT_NAME='value'} for each option of the agent.
 *
 * <p>Every value stands in single quotes, in which a shell knows no special byte but the quote itself. A value cannot
 * hold a NUL, as no environment can.
 */
final class FilledStub {
    private static final Path TEMPLATE = Path.of("userdata.sh");

    private final String agentUrl;
    private final String sha256;
    private final Map<String, String> options = new LinkedHashMap<>();

    FilledStub(String agentUrl, String sha256) {
        this.agentUrl = agentUrl;
        this.sha256 = sha256;
    }

    /** The value of the agent's option {@code --name}. */
    FilledStub option(String name, String value) {
        options.put("STARTUP_OPT_" + name.toUpperCase(Locale.ROOT).replace('-', '_'), value);
        return this;
    }

    /** Line by line, so that a mark within a value is not taken for one. */
    String text() throws IOException {
        StringBuilder text = new StringBuilder();
        for (String line : Files.readAllLines(TEMPLATE)) {
            switch (line) {
                case "agent_url='@AGENT_URL@'" ->
                    text.append("agent_url=").append(quoted(agentUrl)).append('\n');
                case "agent_sha256='@AGENT_SHA256@'" ->
                    text.append("agent_sha256=").append(quoted(sha256)).append('\n');
                case "#@OPTIONS@" ->
                    options.forEach((name, value) -> text.append("export ")
                            .append(name)
                            .append('=')
                            .append(quoted(value))
                            .append('\n'));
                default -> text.append(line).append('\n');
            }
        }
        return text.toString();
    }

    Path in(Path folder) throws IOException {
        return Files.writeString(folder.resolve("userdata.sh"), text(), StandardCharsets.UTF_8);
    }

    /** The value as one word of a POSIX shell, whatever it holds. Source: POSIX.1-2017, XCU 2.2.2. */
    static String quoted(String value) {
        return "'" + value.replace("'", "'\\''") + "'";
    }
}
