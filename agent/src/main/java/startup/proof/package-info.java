/**
 * Digests and signatures: whether the bytes are the ones that were meant.
 *
 * <p>In: the stream as it was fetched. Out: the same stream, whose end means that every demanded proof held. Knows
 * nothing of where the bytes come from or what they are. Start reading at {@link startup.proof.DigestingInputStream}. May
 * use: {@code base}.
 */
@NullMarked
package startup.proof;

import org.jspecify.annotations.NullMarked;
