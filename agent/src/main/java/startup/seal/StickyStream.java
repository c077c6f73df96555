package startup.seal;

import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * A stage of the stream that stays failed: whoever reads again after a failure gets the same failure, and never what
 * looks like a good end.
 */
abstract class StickyStream extends InputStream {
    private @Nullable IOException failure;

    /** As {@link InputStream#read(byte[], int, int)}, for a {@code length} above 0. */
    abstract int readSome(byte[] target, int offset, int length) throws IOException;

    @Override
    public final int read(byte[] target, int offset, int length) throws IOException {
        if (failure != null) {
            throw failure;
        }
        if (length == 0) {
            return 0;
        }
        try {
            return readSome(target, offset, length);
        } catch (IOException e) {
            failure = e;
            throw e;
        } catch (RuntimeException e) {
            failure = new IOException("the stream has failed before", e);
            throw e;
        }
    }

    @Override
    public final int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }
}
