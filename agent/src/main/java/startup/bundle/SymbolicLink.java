package startup.bundle;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Makes a symbolic link whose target is kept to the byte. A Java path has no final and no doubled slashes, so a target
 * with such is given to {@code ln}; where that fails, Java's spelling, which leads to the same place, must do.
 */
final class SymbolicLink {
    private static final String LN =
            "IFS= read -r -d '' target && IFS= read -r -d '' link && ln -s -- \"$target\" \"$link\"";

    private SymbolicLink() {}

    static void make(Path path, String target) throws IOException {
        if (isAsJavaSpells(target) || !isMadeByLn(path, target)) {
            Files.createSymbolicLink(path, RawPaths.target(target));
        }
    }

    private static boolean isAsJavaSpells(String target) {
        return !target.contains("//") && (!target.endsWith("/") || target.equals("/"));
    }

    private static boolean isMadeByLn(Path path, String target) throws IOException {
        Process bash;
        try {
            ProcessBuilder builder = new ProcessBuilder("bash", "-p", "-c", LN)
                    .redirectOutput(Redirect.DISCARD)
                    .redirectError(Redirect.DISCARD);
            // No BASH_ENV, and no key that the agent was given.
            builder.environment().keySet().removeIf(name -> !name.equals("PATH"));
            bash = builder.start();
        } catch (IOException e) {
            return false;
        }
        try (OutputStream in = bash.getOutputStream()) {
            in.write((target + '\0' + RawPaths.bytesOf(path.toAbsolutePath()) + '\0')
                    .getBytes(StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
            // It ended without reading; its exit status says so.
        }
        try {
            return bash.waitFor() == 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while unpacking");
        }
    }
}
