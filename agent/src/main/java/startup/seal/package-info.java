/**
 * What the bundle is encrypted with, found by its first bytes; keys and where they come from.
 *
 * <p>In: sealed bytes, key sources, and a test that knows how a bundle begins. Out: plaintext, whose end of stream means
 * that the cipher's last check passed, or a refusal that tells a wrong key from damaged bytes where the format allows.
 * Knows {@code openssl enc} and age; knows nothing of tar or modules, asks a network only through
 * {@link startup.seal.CloudKeys}, and never shows a key. Start reading at
 * {@link startup.seal.Unsealer}, then {@link startup.seal.OpenSslOpener} or {@link startup.seal.AgeOpener}. May use:
 * {@code aws}, {@code base}.
 */
@NullMarked
package startup.seal;

import org.jspecify.annotations.NullMarked;
