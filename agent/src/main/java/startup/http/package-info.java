/**
 * The one HTTP client: time-outs, proxies, redirects.
 *
 * <p>In: a request. Out: a response whose body is the bytes as the server sent them, never decoded. Retries nothing: who
 * asks knows whether asking again is safe. May use: {@code base}.
 */
@NullMarked
package startup.http;

import org.jspecify.annotations.NullMarked;
