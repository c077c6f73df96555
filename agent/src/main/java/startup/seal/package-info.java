/**
 * What the bundle is encrypted with, found by its first bytes; keys and where they come from.
 *
 * <p>In: sealed bytes and key sources. Out: plaintext, whose end of stream means that the cipher's last check passed.
 * Never shows a key. May use: {@code aws}, {@code base}.
 */
@NullMarked
package startup.seal;

import org.jspecify.annotations.NullMarked;
