package startup.endtoend;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A folder of modules under construction, by custom {@code start-up-bundle}, and the tools that seal it. */
final class BundleFolder {
    static final String PASSWORD = "stirringdullroots";

    private final Path parent;
    private final Path folder;
    private final Shell shell;

    BundleFolder(Path parent) throws IOException {
        this.parent = parent;
        this.folder = Files.createDirectories(parent.resolve("start-up-bundle"));
        this.shell = new Shell(parent);
    }

    /** Adds a module without manifest whose {@code start-up.sh} is {@code script}. */
    BundleFolder module(String name, String script) throws IOException {
        Files.createDirectories(folder.resolve(name));
        Files.writeString(folder.resolve(name).resolve("start-up.sh"), script);
        return this;
    }

    BundleFolder file(String name, String content) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
        return this;
    }

    Path folder() {
        return folder;
    }

    /** A plain tar of it. */
    Path tar() throws IOException, InterruptedException {
        shell.run("tar cf bundle.tar start-up-bundle");
        return parent.resolve("bundle.tar");
    }

    /** What {@code command}, a shell pipeline from standard input to standard output, makes of its tar. */
    Path through(String command) throws IOException, InterruptedException {
        shell.run("set -o pipefail; tar c start-up-bundle | " + command + " > bundle.sealed");
        return parent.resolve("bundle.sealed");
    }

    /** Sealed as the old pipeline expects it. */
    Path sealed() throws IOException, InterruptedException {
        return through("openssl enc -aes-256-cbc -md sha256 -k " + PASSWORD + " 2>/dev/null");
    }
}
