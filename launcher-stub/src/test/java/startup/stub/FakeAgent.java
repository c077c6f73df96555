package startup.stub;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/**
 * Stands in for {@code agent.jar}: ends as the test says and leaves a note of how it was started.
 *
 * <p>{@code FAKE_FOLDER} is where the notes go: {@code args-N}, {@code environ-N} and {@code status-N} for the
 * N-th start.
 * {@code FAKE_ENDINGS} has one word for each start, and the last one stands for all that follow: an exit status,
 * {@code killed} or {@code waits}. {@code FAKE_OUTPUT} has what each start prints on standard output, parted by
 * {@code |}. {@code FAKE_VERDICT} is a file that the first start leaves before it ends.
 */
final class FakeAgent {
    private FakeAgent() {}

    public static void main(String[] args) throws Exception {
        Path folder = Path.of(System.getenv("FAKE_FOLDER"));
        int start = 1;
        while (Files.exists(folder.resolve("args-" + start))) {
            start++;
        }
        Files.writeString(folder.resolve("args-" + start), String.join(" ", args));
        Files.copy(Path.of("/proc/self/environ"), folder.resolve("environ-" + start));
        Files.copy(Path.of("/proc/self/status"), folder.resolve("status-" + start));
        System.err.println("started");
        System.out.print(nth(System.getenv("FAKE_OUTPUT").split("\\|", -1), start));
        System.out.flush();
        if (start == 1 && System.getenv("FAKE_VERDICT") != null) {
            Path verdict = Path.of(System.getenv("FAKE_VERDICT"));
            Files.createDirectories(verdict.getParent());
            Files.writeString(verdict, "{}");
        }
        end(nth(System.getenv("FAKE_ENDINGS").split(" ", -1), start), folder);
    }

    private static String nth(String[] words, int start) {
        return words[Math.min(start, words.length) - 1];
    }

    private static void end(String how, Path folder) throws Exception {
        if (how.equals("waits")) {
            Runtime.getRuntime().addShutdownHook(new Thread(() -> note(folder)));
            System.err.println("waiting");
            new CountDownLatch(1).await();
        } else if (how.equals("killed")) {
            new ProcessBuilder(
                            "/bin/kill",
                            "-KILL",
                            String.valueOf(ProcessHandle.current().pid()))
                    .start();
            new CountDownLatch(1).await();
        } else {
            System.exit(Integer.parseInt(how));
        }
    }

    private static void note(Path folder) {
        try {
            Files.createFile(folder.resolve("stopped"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** This class as an executable jar. */
    static Path jarIn(Path folder) throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, FakeAgent.class.getName());
        String entry = FakeAgent.class.getName().replace('.', '/') + ".class";
        Path jar = folder.resolve("agent.jar");
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file, manifest);
                var bytes = FakeAgent.class.getClassLoader().getResourceAsStream(entry)) {
            out.putNextEntry(new JarEntry(entry));
            bytes.transferTo(out);
        }
        return jar;
    }
}
