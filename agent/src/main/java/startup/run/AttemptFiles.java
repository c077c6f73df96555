package startup.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import startup.log.LeftOutput;

/**
 * What an attempt leaves in the run's folder for this agent, or for the one that goes on after it: {@code
 * out/MODULE/1.log}, {@code 1.exit}, {@code 1.check}, {@code 1.prelude} and {@code 1.line}. The module's name is an {@link Ascii#fileName} there.
 *
 * @param output what it prints, both streams in their true order; raw
 * @param status how {@code start-up.sh} ended: an {@link ExitFile}
 * @param check how the last {@code check.sh} ended, likewise
 * @param prelude what bash reads before {@code start-up.sh}, if it is traced: a {@link Prelude}
 * @param report where it failed, if it is traced: a {@link HookReport}
 */
record AttemptFiles(Path output, Path status, Path check, Path prelude, Path report) {
    /** Makes them, empty and for this user only: the wrapper has the module's umask and must not create any. */
    static AttemptFiles create(Path out, String module, int attempt) throws IOException {
        Path folder = out.resolve(Ascii.fileName(module));
        if (!Files.isDirectory(folder)) {
            Files.createDirectory(folder, mode("rwx------"));
        }
        AttemptFiles files = of(out, module, attempt);
        createEmpty(files.output());
        createEmpty(files.status());
        return files;
    }

    /** Where they are, or would be. */
    static AttemptFiles of(Path out, String module, int attempt) {
        Path folder = out.resolve(Ascii.fileName(module));
        return new AttemptFiles(
                folder.resolve(attempt + ".log"),
                folder.resolve(attempt + ".exit"),
                folder.resolve(attempt + ".check"),
                folder.resolve(attempt + ".prelude"),
                folder.resolve(attempt + ".line"));
    }

    /** The agent that began the attempt may have died before it had made them. */
    void makeMissing() throws IOException {
        Path folder = output.toAbsolutePath().getParent();
        if (folder != null && !Files.isDirectory(folder)) {
            Files.createDirectory(folder, mode("rwx------"));
        }
        for (Path file : List.of(output, status)) {
            if (!Files.exists(file)) {
                createEmpty(file);
            }
        }
    }

    /** Its time is up: whatever is written of its end from now on is not its own doing. */
    void noteLimit() throws IOException {
        Files.writeString(status, ExitFile.LIMIT + "\n", StandardOpenOption.APPEND);
    }

    /** What was written of the end is not the script's own doing; whoever goes on shall find none. */
    void forgetEnding() throws IOException {
        createEmpty(status);
    }

    /** The output files of a module that are still there, in the order of its attempts. */
    static List<LeftOutput.OfAttempt> outputs(Path out, String module) throws IOException {
        Path folder = out.resolve(Ascii.fileName(module));
        List<LeftOutput.OfAttempt> outputs = new ArrayList<>();
        int attempt = 1;
        // each attempt has made its exit status file, and only outputs are ever deleted
        while (Files.exists(folder.resolve(attempt + ".exit"))) {
            Path output = folder.resolve(attempt + ".log");
            if (Files.exists(output)) {
                outputs.add(new LeftOutput.OfAttempt(output, module, attempt));
            }
            attempt++;
        }
        return outputs;
    }

    /** A status file is of one script; each check begins anew. */
    static void createEmpty(Path file) throws IOException {
        Files.deleteIfExists(file);
        Files.createFile(file, mode("rw-------"));
    }

    private static FileAttribute<?> mode(String mode) {
        return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(mode));
    }
}
