package startup.fetch;

import java.io.IOException;
import java.util.Map;
import startup.http.Response;

/** What can be asked for a bundle, or the rest of it, as often as need be. */
interface RemoteSource {
    /** For people, without user and query. */
    String display();

    /**
     * The answer, whatever its status.
     *
     * @param headers of HTTP, which name the part that is wanted; none for the whole
     */
    Response ask(Map<String, String> headers) throws IOException;
}
