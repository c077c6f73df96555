package startup.fetch;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.OptionalLong;

/**
 * A bundle's bytes on their way.
 *
 * @param bytes resumes by itself; its end means that all that was announced has come. An HTTP body of which nothing was
 *     announced, neither length nor chunks, ends where its connection ends, cut or not. After a failure every read fails.
 *     A read ends early when its thread is interrupted or another thread closes it
 * @param length the whole length, where the source told it
 */
public record Opened(InputStream bytes, OptionalLong length) implements Closeable {
    /** Lets the source go at once; what has not been read is not. */
    @Override
    public void close() throws IOException {
        bytes.close();
    }
}
