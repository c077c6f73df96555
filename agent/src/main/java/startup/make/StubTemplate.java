package startup.make;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * {@code launcher-stub/userdata.sh}, which is in the jar, and how it is filled in: its marks are replaced, line by line,
 * so that a mark within a value is not taken for one. User-data has no room to give away: comments and indentation are
 * left out, and so are the lines that only the other kind of agent needs.
 */
final class StubTemplate {
    private static final String CHOICE = " #@choice";
    private static final String JAR = " #@jar";
    private static final String ARCHIVE = " #@archive";

    private final String text;

    private StubTemplate(String text) {
        this.text = text;
    }

    static StubTemplate ofThisBuild() throws IOException {
        try (InputStream resource = StubTemplate.class.getResourceAsStream("userdata.sh")) {
            if (resource == null) {
                throw new IllegalStateException("userdata.sh is missing in this build");
            }
            return new StubTemplate(new String(resource.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    /**
     * The whole script.
     *
     * @param exports variables of the agent's environment, in the order in which they are to stand
     */
    String fill(AgentDownload agent, Map<String, String> exports) {
        StringBuilder filled = new StringBuilder();
        String unwanted = agent.isJar() ? ARCHIVE : JAR;
        String wanted = agent.isJar() ? JAR : ARCHIVE;
        text.lines().forEach(line -> {
            switch (line) {
                case "url='@AGENT_URL@'" -> assign(filled, "url", agent.url());
                case "pins='@AGENT_SHA256@'" -> assign(filled, "pins", agent.pins());
                case "#@OPTIONS@" -> exports.forEach((name, value) -> assign(filled, "export " + name, value));
                default -> {
                    if (!line.endsWith(unwanted) && !line.endsWith(CHOICE)) {
                        add(filled, line.endsWith(wanted) ? line.substring(0, line.length() - wanted.length()) : line);
                    }
                }
            }
        });
        return filled.toString();
    }

    private static void assign(StringBuilder filled, String name, String value) {
        filled.append(name).append('=').append(ShellWord.of(value)).append('\n');
    }

    private static void add(StringBuilder filled, String line) {
        String code = line.strip();
        boolean comment = code.startsWith("#") && !code.startsWith("#!");
        if (!code.isEmpty() && !comment) {
            filled.append(code).append('\n');
        }
    }
}
