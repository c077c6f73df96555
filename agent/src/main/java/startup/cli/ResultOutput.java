package startup.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import startup.base.AgentException;
import startup.base.ExitStatus;

/**
 * Where a command's result goes: standard output, or the file of {@code -o}. A file is there whole or not at all; what is
 * no plain file, {@code /dev/null} or a pipe, is written into and stays what it is.
 */
final class ResultOutput {
    private static final String STANDARD_OUTPUT = "-";

    /** What writes the result. */
    @FunctionalInterface
    interface Content {
        void writeTo(OutputStream out) throws IOException;
    }

    private final Terminal terminal;
    private final String named;
    private final Path target;

    ResultOutput(Session session) throws AgentException {
        this.terminal = session.terminal();
        this.named = session.arguments().value(CliOption.OUTPUT).orElse(STANDARD_OUTPUT);
        this.target = terminal.workingFolder().resolve(named).normalize();
        Path folder = target.getParent();
        if (!isStandardOutput() && (folder == null || !Files.isDirectory(folder) || Files.isDirectory(target))) {
            throw new AgentException(
                    ExitStatus.USAGE,
                    "The result cannot be written to " + named,
                    Files.isDirectory(target) ? "it is a folder" : "its folder does not exist",
                    "Name a file in a folder that exists, with -o");
        }
    }

    private boolean isStandardOutput() {
        return named.equals(STANDARD_OUTPUT);
    }

    void write(String text) throws IOException {
        write(out -> out.write(text.getBytes(StandardCharsets.UTF_8)), false);
    }

    /**
     * Writes what {@code content} makes.
     *
     * @param secret whether a file of it is for its owner only
     */
    void write(Content content, boolean secret) throws IOException {
        if (isStandardOutput()) {
            writeToStandardOutput(content);
        } else if (Files.exists(target) && !Files.isRegularFile(target)) {
            try (OutputStream out = Files.newOutputStream(target)) {
                content.writeTo(out);
            }
        } else {
            writeToFile(content, secret);
        }
    }

    private void writeToFile(Content content, boolean secret) throws IOException {
        try (FreshFile file = FreshFile.beside(target, secret)) {
            try (OutputStream out = Files.newOutputStream(file.path())) {
                content.writeTo(out);
            }
            file.commit();
        }
    }

    /** A print stream keeps its failures to itself until it is asked. */
    private void writeToStandardOutput(Content content) throws IOException {
        PrintStream out = terminal.out();
        content.writeTo(out);
        if (out.checkError()) {
            throw new AgentException(
                    ExitStatus.MACHINE,
                    "The result was not written",
                    "standard output took no more: its disk is full, or its reader has gone",
                    "Write it to a file with -o");
        }
    }
}
