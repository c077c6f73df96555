package startup.bundle;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;

/** One or more members; zeros behind the last one are padding, as gzip has it. Source: RFC 1952, manual of gzip. */
final class GzipDecompressor implements Decompressor {
    private static final int BUFFER = 64 * 1024;

    @Override
    public InputStream open(InputStream in) throws IOException {
        BufferedInputStream buffered = new BufferedInputStream(in, BUFFER);
        return GzipCompressorInputStream.builder()
                .setInputStream(buffered)
                .setDecompressConcatenated(true)
                .setOnMemberEnd(member -> skipZeros(buffered))
                .get();
    }

    private static void skipZeros(BufferedInputStream in) throws IOException {
        in.mark(1);
        int next = in.read();
        while (next == 0) {
            in.mark(1);
            next = in.read();
        }
        if (next >= 0) {
            in.reset();
        }
    }
}
