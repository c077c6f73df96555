package startup.boot;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import startup.base.AgentException;
import startup.base.Event;
import startup.base.Events;
import startup.base.ExitStatus;
import startup.base.HumanDuration;
import startup.run.ShellTools;

/**
 * Reboots the machine: by the operator's command, else as the system does it.
 *
 * <p>Errors: exit status 15 where the command is not there or has failed. One that has not ended in time is taken to be
 * at work, for it may wait for the end of the machine, which is ours.
 */
public final class Reboot {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int MOST_OUTPUT = 4096;

    private static final String BY_SYSTEMD = "PATH=$PATH:/usr/sbin:/sbin; exec systemctl reboot";
    private static final String BY_INIT =
            "PATH=$PATH:/usr/sbin:/sbin; if command -v reboot >/dev/null; then exec reboot; else exec shutdown -r now; fi";

    private final String command;
    private final String name;
    private final Path bash;
    private final Duration patience;
    private final Events events;

    /** @param command for {@code bash -c}; empty for the system's own way */
    public Reboot(Optional<String> command, ShellTools tools, Events events) {
        this(command, Systemd.isRunning(), tools.bash(), PATIENCE, events);
    }

    Reboot(Optional<String> command, boolean systemd, Path bash, Duration patience, Events events) {
        this.command = command.orElse(systemd ? BY_SYSTEMD : BY_INIT);
        this.name = command.isPresent() ? "the --reboot-command" : systemd ? "'systemctl reboot'" : "'reboot'";
        this.bash = bash;
        this.patience = patience;
        this.events = events;
    }

    /** Returns when the reboot is under way: SIGTERM comes at any moment after, and may come before. */
    public void now() throws AgentException {
        try {
            Path output = Files.createTempFile("agent-reboot", "");
            try {
                run(output);
            } finally {
                Files.deleteIfExists(output);
            }
        } catch (AgentException failed) {
            throw failed;
        } catch (IOException e) {
            throw failed(name + " could not be run: " + e.getMessage());
        }
    }

    /** Its output goes to a file: a pipe might be held open by what it starts. */
    private void run(Path output) throws IOException {
        Process process = new ProcessBuilder(bash.toString(), "-c", command)
                .redirectInput(new File("/dev/null"))
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        boolean ended = waitFor(process);
        tell(output);
        if (Thread.currentThread().isInterrupted()) {
            return;
        }
        if (!ended) {
            events.warn(
                    "reboot.slow",
                    name + " has not ended after " + HumanDuration.format(patience) + "; it is taken to be at work");
        } else if (process.exitValue() != 0) {
            throw failed(name + " ended with exit status " + process.exitValue());
        }
    }

    /** An interrupt is the SIGTERM that was asked for: the machine goes down. */
    private boolean waitFor(Process process) {
        try {
            return process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException rebooting) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void tell(Path output) throws IOException {
        try (InputStream bytes = Files.newInputStream(output)) {
            String text = new String(bytes.readNBytes(MOST_OUTPUT), StandardCharsets.UTF_8);
            for (String line : text.lines().toList()) {
                events.emit(Event.of(Event.Level.INFO, "reboot.output", line));
            }
        }
    }

    private static AgentException failed(String why) {
        return new AgentException(
                ExitStatus.MACHINE,
                "The machine was not rebooted, which a module asked for",
                why,
                "Reboot it yourself: the run goes on then");
    }
}
