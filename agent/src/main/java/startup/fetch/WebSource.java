package startup.fetch;

import java.io.IOException;
import java.util.Map;
import java.util.function.Supplier;
import startup.http.HttpClient;
import startup.http.Request;
import startup.http.Response;

/** A bundle behind a URL. */
record WebSource(Location.Http location, Supplier<HttpClient> http) implements RemoteSource {
    @Override
    public String display() {
        return location.display();
    }

    @Override
    public Response ask(Map<String, String> headers) throws IOException {
        Request request = Request.get(location.uri()).with("Accept", "*/*");
        for (Map.Entry<String, String> header : headers.entrySet()) {
            request = request.with(header.getKey(), header.getValue());
        }
        return http.get().send(request);
    }
}
