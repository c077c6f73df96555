/**
 * The one HTTP client: time-outs, proxies, redirects.
 *
 * <p>In: a request. Out: a response whose body is the bytes as the server sent them, never decoded. Retries nothing: who
 * asks knows whether asking again is safe, and {@link startup.http.NetworkFault} says whether it may help. The library's
 * classes stay in this room, and none is loaded before the first request. Start reading at
 * {@link startup.http.HttpClient}. May use: {@code base}.
 */
@NullMarked
package startup.http;

import org.jspecify.annotations.NullMarked;
