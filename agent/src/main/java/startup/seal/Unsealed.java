package startup.seal;

import java.io.InputStream;

/**
 * A bundle that is being read without its seal.
 *
 * @param plaintext what was sealed; {@code -1} means that the cipher's last check passed, and a stream that failed stays
 *     failed. Closing it closes the sealed stream
 * @param seal what was found
 */
public record Unsealed(InputStream plaintext, Seal seal) {}
