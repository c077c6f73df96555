package startup.aws;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import startup.base.HumanDuration;

/**
 * Credentials that a program prints. It is run without a shell, with nothing on its standard input; its standard error
 * is dropped, for nobody knows what it tells there. Its command line is not shown, for it may hold secrets.
 *
 * <p>Source: AWS SDKs and Tools Reference Guide, "Process credential provider".
 */
final class CredentialProcess {
    /** As much as AWS's tools give it. */
    static final Duration LIMIT = Duration.ofMinutes(1);

    private static final int MOST_BYTES = 1 << 16;
    private static final String CHECK = "Run the command by hand as this user and look at what it prints";

    private final String command;
    private final String source;
    private final Duration limit;

    /**
     * A command that has not been run.
     *
     * @param profile whose setting it is
     */
    CredentialProcess(String command, String profile, Duration limit) {
        this.command = command;
        this.source = "credential_process of profile " + profile;
        this.limit = limit;
    }

    Credentials run() throws IOException {
        CredentialsDocument document = CredentialsDocument.parse(output(start()), source);
        if (!document.field("Version").equals(Optional.of(1L))) {
            throw NoCredentials.lasting(source + " gives a document of another version than 1", CHECK);
        }
        return document.credentials();
    }

    private Process start() throws AwsRefusal {
        List<String> words = words();
        try {
            return new ProcessBuilder(words)
                    .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException notStarted) {
            // its message quotes the program
            throw NoCredentials.lasting(
                    source + " cannot be started", "Check that the program is there and may be run");
        }
    }

    private List<String> words() throws AwsRefusal {
        List<String> words;
        try {
            words = CommandWords.split(command);
        } catch (IllegalArgumentException unclosed) {
            throw NoCredentials.lasting("in " + source + " a quote is not closed", "Mend the setting");
        }
        if (words.isEmpty()) {
            throw NoCredentials.lasting(source + " is empty", "Name a program there, or remove the setting");
        }
        return words;
    }

    private String output(Process process) throws IOException {
        // by a thread of its own, for a read of a pipe knows no time limit
        FutureTask<byte[]> reading = new FutureTask<>(() -> readAndWait(process));
        Thread reader = new Thread(reading, "credential-process");
        reader.setDaemon(true);
        reader.start();
        try {
            return text(reading.get(limit.toMillis(), TimeUnit.MILLISECONDS), process);
        } catch (TimeoutException late) {
            throw NoCredentials.passing(source + " did not end within " + HumanDuration.format(limit), CHECK);
        } catch (ExecutionException unreadable) {
            throw NoCredentials.lasting("what " + source + " prints cannot be read", CHECK);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while waiting for " + source);
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    private static byte[] readAndWait(Process process) throws IOException, InterruptedException {
        try (InputStream out = process.getInputStream()) {
            byte[] printed = out.readNBytes(MOST_BYTES);
            process.waitFor();
            return printed;
        }
    }

    private String text(byte[] printed, Process process) throws AwsRefusal {
        String text = new String(printed, StandardCharsets.UTF_8);
        Arrays.fill(printed, (byte) 0);
        if (process.exitValue() != 0) {
            throw NoCredentials.passing(source + " ended with exit status " + process.exitValue(), CHECK);
        }
        return text;
    }
}
