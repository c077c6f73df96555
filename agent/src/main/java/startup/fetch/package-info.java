/**
 * Opens a bundle, wherever it lies, as one stream of bytes.
 *
 * <p>In: a {@link startup.fetch.Location}. Out: bytes, not yet trusted, or a refusal that says which try failed and why.
 * A broken connection is resumed here and nowhere else ({@code RemoteStream}). Knows nothing of keys, tar or modules, and
 * decodes nothing. Start reading at {@link startup.fetch.Fetcher}. May use: {@code aws}, {@code http}, {@code base}.
 */
@NullMarked
package startup.fetch;

import org.jspecify.annotations.NullMarked;
