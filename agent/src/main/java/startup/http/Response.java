package startup.http;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;

/**
 * A server's answer, its body still on the way. Whoever got one closes it.
 *
 * <p>A body that was read to its end leaves the connection for another request; {@link #close} before that cuts the
 * connection at once. The library's own close would read the rest of the body first, be it gigabytes.
 */
public final class Response implements Closeable {
    private final URI uri;
    private final HttpUriRequestBase request;
    private final ClassicHttpResponse response;
    private final InputStream body;
    private volatile boolean ended;

    Response(URI uri, HttpUriRequestBase request, ClassicHttpResponse response) throws IOException {
        this.uri = uri;
        this.request = request;
        this.response = response;
        HttpEntity entity = response.getEntity();
        this.ended = entity == null;
        this.body = entity == null ? InputStream.nullInputStream() : new Body(entity.getContent());
    }

    public int status() {
        return response.getCode();
    }

    /** The value of the first such header; its name in any case. */
    public Optional<String> header(String name) {
        Header header = response.getFirstHeader(name);
        return Optional.ofNullable(header).map(Header::getValue);
    }

    /** How many bytes the body has, if the server said. */
    public OptionalLong length() {
        HttpEntity entity = response.getEntity();
        long length = entity == null ? 0 : entity.getContentLength();
        return length < 0 ? OptionalLong.empty() : OptionalLong.of(length);
    }

    /**
     * The bytes as they were sent, whatever {@code Content-Encoding} says. A read into a large array goes straight to
     * the socket. The end is told only if all that was announced has come; else the read fails. Closing it closes this.
     */
    public InputStream body() {
        return body;
    }

    /** Where it came from after redirects; it may hold secrets. */
    public URI uri() {
        return uri;
    }

    @Override
    public void close() {
        if (!ended) {
            request.cancel();
        }
        try {
            response.close();
        } catch (IOException alreadyCut) {
            // nothing is expected of this connection any more
        }
    }

    private final class Body extends InputStream {
        private final InputStream bytes;

        Body(InputStream bytes) {
            this.bytes = bytes;
        }

        @Override
        public int read() throws IOException {
            int value = bytes.read();
            ended |= value < 0;
            return value;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int count = bytes.read(buffer, offset, length);
            ended |= count < 0;
            return count;
        }

        @Override
        public void close() {
            Response.this.close();
        }
    }
}
