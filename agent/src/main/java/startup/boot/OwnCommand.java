package startup.boot;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import startup.base.AtomicFile;

/**
 * How this very agent was started, as far as it can be started so again, by another process in another folder: the
 * program, the options of the JVM, and what they run. What the agent itself was told, which may be a password, is not in
 * it. Source: proc(5), {@code /proc/pid/cmdline}; the manual of {@code java}.
 */
public final class OwnCommand {
    private static final Path SELF = Path.of("/proc/self");
    private static final String JAR = "-jar";

    /** Options of which the next word is the value, a list of paths. */
    private static final Set<String> PATHS =
            Set.of("-cp", "-classpath", "--class-path", "-p", "--module-path", "--upgrade-module-path");

    /** Likewise, but no paths. */
    private static final Set<String> PAIRS = Set.of(
            "--add-modules",
            "--add-reads",
            "--add-exports",
            "--add-opens",
            "--patch-module",
            "--limit-modules",
            "--enable-native-access");

    private final List<String> words;

    private OwnCommand(List<String> words) {
        this.words = List.copyOf(words);
    }

    /**
     * That of this process.
     *
     * @param path the environment's {@code PATH}
     * @return empty where it cannot be told: without {@code /proc}, or with a name that is not UTF-8
     */
    public static Optional<OwnCommand> ofThisProcess(String path) {
        try {
            String line = new String(Files.readAllBytes(SELF.resolve("cmdline")), StandardCharsets.UTF_8);
            List<String> told = List.of(line.split("\0", 0));
            Path program = new OwnProgram(SELF.resolve("exe").toRealPath(), path).named(told.get(0));
            return of(told, program, Path.of("").toAbsolutePath());
        } catch (IOException | InvalidPathException cannotBeTold) {
            return Optional.empty();
        }
    }

    /** The command that is within a whole command line. */
    static Optional<OwnCommand> of(List<String> told, Path program, Path workingFolder) {
        List<String> words = new ArrayList<>();
        words.add(program.toString());
        for (int i = 1; i < told.size(); i++) {
            String word = told.get(i);
            words.add(word);
            boolean hasValue = i + 1 < told.size();
            if (word.equals(JAR) && hasValue) {
                words.add(absolute(told.get(i + 1), workingFolder));
                return whole(words);
            }
            if ((word.equals("-m") || word.equals("--module")) && hasValue) {
                words.add(told.get(i + 1));
                return whole(words);
            }
            if (PATHS.contains(word) && hasValue) {
                words.add(absolutes(told.get(++i), workingFolder));
            } else if (PAIRS.contains(word) && hasValue) {
                words.add(told.get(++i));
            } else if (!word.startsWith("-")) {
                return word.startsWith("@") ? Optional.empty() : whole(words); // the main class, or what we do not read
            }
        }
        return Optional.empty();
    }

    private static Optional<OwnCommand> whole(List<String> words) {
        for (String word : words) {
            if (word.indexOf('\uFFFD') >= 0) { // bytes that are no text: not the name of any file again
                return Optional.empty();
            }
        }
        return Optional.of(new OwnCommand(words));
    }

    private static String absolutes(String paths, Path workingFolder) {
        List<String> absolute = new ArrayList<>();
        for (String path : paths.split(":", -1)) {
            absolute.add(absolute(path, workingFolder));
        }
        return String.join(":", absolute);
    }

    /** As text: a JVM in the POSIX locale makes no path of what is not ASCII. */
    private static String absolute(String path, Path workingFolder) {
        return path.startsWith("/") ? path : workingFolder + "/" + path;
    }

    /**
     * The same from where it will be after a reboot, which empties {@code /tmp}: a copy of the jar, unless it lies in {@code
     * folder} already, as user-data's stub has it; or the command of the runtime that the agent came with. What is neither
     * stays where it is.
     *
     * @param folder exists and is this agent's own; the copy in it is replaced if it is another
     */
    public OwnCommand keptIn(Path folder) throws IOException {
        int last = words.size() - 1;
        if (!words.get(last - 1).equals(JAR)) {
            return this;
        }
        Path jar = path(words.get(last));
        Optional<OwnRuntime> runtime = OwnRuntime.of(path(words.get(0)), jar);
        if (runtime.isPresent()) {
            return new OwnCommand(
                    List.of(runtime.get().lasting(folder).command().toString()));
        }
        if (jar.toRealPath().startsWith(folder.toRealPath())) {
            return this;
        }
        return withJar(copied(jar, folder.resolve("agent.jar")));
    }

    private OwnCommand withJar(Path jar) {
        List<String> ours = new ArrayList<>(words.subList(0, words.size() - 1));
        ours.add(jar.toString());
        return new OwnCommand(ours);
    }

    /** In the POSIX locale a JVM knows no names that are not ASCII. */
    private static Path path(String name) throws IOException {
        try {
            return Path.of(name);
        } catch (InvalidPathException e) {
            throw new IOException("in this locale no file can be named " + name, e);
        }
    }

    private static Path copied(Path jar, Path kept) throws IOException {
        if (!isCopy(kept, jar)) {
            AtomicFile.write(kept, Files.readAllBytes(jar));
            Files.setLastModifiedTime(kept, Files.getLastModifiedTime(jar)); // archives of classes go by it
        }
        return kept;
    }

    private static boolean isCopy(Path kept, Path jar) throws IOException {
        return Files.isRegularFile(kept)
                && Files.getLastModifiedTime(kept).toMillis()
                        == Files.getLastModifiedTime(jar).toMillis() // Java 17 sets no nanoseconds
                && Files.size(kept) == Files.size(jar);
    }

    /** The command line that tells it something else. */
    public List<String> telling(String... arguments) {
        List<String> line = new ArrayList<>(words);
        line.addAll(List.of(arguments));
        return line;
    }
}
