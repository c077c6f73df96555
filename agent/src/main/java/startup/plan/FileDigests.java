package startup.plan;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.MessageDigest;

/**
 * SHA-256 of files' contents, one after another, through one buffer. An interrupt ends it with an
 * {@link InterruptedIOException}: an agent that is told to stop must not read gigabytes first.
 */
final class FileDigests {
    private static final int BUFFER = 64 * 1024;

    private final byte[] buffer = new byte[BUFFER];
    private final MessageDigest sha256 = Digest.sha256();

    byte[] of(Path file) throws IOException {
        try (InputStream content = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
            for (int count = content.read(buffer); count >= 0; count = content.read(buffer)) {
                if (Thread.currentThread().isInterrupted()) {
                    throw new InterruptedIOException("told to stop while the modules were compared");
                }
                sha256.update(buffer, 0, count);
            }
            return sha256.digest();
        } finally {
            sha256.reset();
        }
    }
}
