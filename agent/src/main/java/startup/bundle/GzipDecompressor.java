package startup.bundle;

import java.io.InputStream;

/** By the JDK's inflater. */
final class GzipDecompressor implements Decompressor {
    @Override
    public InputStream open(InputStream in) {
        return new GzipStream(in);
    }
}
