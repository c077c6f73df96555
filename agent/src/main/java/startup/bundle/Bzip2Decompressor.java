package startup.bundle;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;

/** One or more streams, as pbzip2 writes them. */
final class Bzip2Decompressor implements Decompressor {
    private static final int BUFFER = 64 * 1024;

    @Override
    public InputStream open(InputStream in) throws IOException {
        return new BZip2CompressorInputStream(new BufferedInputStream(in, BUFFER), true);
    }
}
