package startup.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;

/** Where a command's result goes: standard output, or the file of {@code -o}. */
final class ResultOutput {
    static final String STANDARD_OUTPUT = "-";

    private final Terminal terminal;
    private final String target;

    ResultOutput(Session session) {
        this.terminal = session.terminal();
        this.target = session.arguments().value(CliOption.OUTPUT).orElse(STANDARD_OUTPUT);
    }

    /** Writes a text that is ready: a file is there whole or not at all. */
    void write(String text) throws IOException {
        if (target.equals(STANDARD_OUTPUT)) {
            terminal.out().print(text);
            terminal.out().flush();
            return;
        }
        try (FreshFile file = FreshFile.beside(terminal.workingFolder().resolve(target))) {
            Files.write(file.path(), text.getBytes(StandardCharsets.UTF_8));
            file.commit();
        }
    }
}
