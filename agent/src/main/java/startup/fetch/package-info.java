/**
 * Opens a bundle, wherever it lies, as one stream of bytes.
 *
 * <p>In: a location. Out: bytes, not yet trusted, or a refusal that says which try failed and why. A broken connection
 * is resumed here and nowhere else. Knows nothing of keys, tar or modules. May use: {@code aws}, {@code http},
 * {@code base}.
 */
@NullMarked
package startup.fetch;

import org.jspecify.annotations.NullMarked;
