package startup.stub;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Modules in a folder, and the sealed bundle that real tar and openssl make of them. */
final class Personality {
    private final Path folder;

    Personality(Path folder) throws IOException {
        this.folder = Files.createDirectories(folder);
    }

    Personality module(String name, String script) throws IOException {
        Path module = Files.createDirectories(folder.resolve("start-up-bundle").resolve(name));
        Files.writeString(module.resolve("start-up.sh"), script);
        return this;
    }

    /** With a {@code module.yaml} too, without which a module is what it was for the old pipeline. */
    Personality module(String name, String manifest, String script) throws IOException {
        module(name, script);
        Files.writeString(folder.resolve("start-up-bundle").resolve(name).resolve("module.yaml"), manifest);
        return this;
    }

    byte[] sealed(String password) throws IOException, InterruptedException {
        Path sealed = folder.resolve("bundle.enc");
        Path key = Files.writeString(folder.resolve("password"), password + "\n");
        String pipe =
                "tar cz start-up-bundle | openssl enc -aes-256-cbc -md sha256 -pbkdf2 -pass file:password -out bundle.enc";
        int status = new ProcessBuilder(Tools.find("bash").toString(), "-o", "pipefail", "-c", pipe)
                .directory(folder.toFile())
                .inheritIO()
                .start()
                .waitFor();
        assertThat(status).isZero();
        Files.delete(key);
        return Files.readAllBytes(sealed);
    }
}
