package startup.stub;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What {@code agent userdata} prints for an agent.jar or for an archive, with what a test fills in: the agent's URL and
 * digest, and one {@code export STARTUP_OPT_NAME='value'} for each option of the agent.
 *
 * <p>Every value stands in single quotes, in which a shell knows no special byte but the quote itself. A value cannot
 * hold a NUL, as no environment can.
 */
final class FilledStub {
    /** Printed once for each kind of agent, by its URL's path. */
    private static final Map<String, String> PRINTED = new ConcurrentHashMap<>();

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

    private String text() {
        boolean jar = agentUrl.replaceAll("\\?.*", "").endsWith(".jar");
        String printed = PRINTED.computeIfAbsent(jar ? "/agent.jar" : "/agent.tar.gz", FilledStub::print);
        StringBuilder text = new StringBuilder();
        printed.lines().forEach(line -> {
            if (line.startsWith("url='")) {
                assign(text, "url", agentUrl);
            } else if (line.startsWith("pins='")) {
                assign(text, "pins", sha256);
                options.forEach((name, value) -> assign(text, "export " + name, value));
            } else if (!line.startsWith("export ")) {
                text.append(line).append('\n');
            }
        });
        return text.toString();
    }

    private static String print(String path) {
        String any = "0".repeat(64);
        try {
            Path folder = Files.createTempDirectory("printed");
            Path file = folder.resolve("userdata.sh");
            PrintedStub.into(file, "s3://b/b", "--sha256=" + any, "--agent=http://h" + path, "--agent-sha256=" + any);
            String printed = Files.readString(file);
            Files.delete(file);
            Files.delete(folder.resolve("told"));
            Files.delete(folder);
            return printed;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void assign(StringBuilder text, String name, String value) {
        text.append(name).append('=').append(quoted(value)).append('\n');
    }

    Path in(Path folder) throws IOException {
        return Files.writeString(folder.resolve("userdata.sh"), text(), StandardCharsets.UTF_8);
    }

    /** The value as one word of a POSIX shell, whatever it holds. Source: POSIX.1-2017, XCU 2.2.2. */
    private static String quoted(String value) {
        return "'" + value.replace("'", "'\\''") + "'";
    }
}
