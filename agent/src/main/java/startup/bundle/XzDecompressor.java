package startup.bundle;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.tukaani.xz.MemoryLimitException;
import org.tukaani.xz.XZInputStream;
import startup.base.AgentException;
import startup.base.HumanSize;

/** One or more streams. Source: the .xz file format 1.2. */
final class XzDecompressor implements Decompressor {
    /** What the decoder itself takes, besides the window; in KiB. */
    private static final int DECODER = 1024;

    private static final int KIB = 1024;
    private static final int BUFFER = 64 * 1024;

    /** A third of the heap stays for all else, so that too large a window is an error with words. */
    private final long heap = Runtime.getRuntime().maxMemory() / 3 * 2;

    @Override
    public InputStream open(InputStream in) throws IOException {
        int limit = (int) Math.min(Limits.MAX_WINDOW / KIB + DECODER, heap / KIB);
        return new XZInputStream(new BufferedInputStream(in, BUFFER), limit);
    }

    @Override
    public Optional<AgentException> explain(Exception failure) {
        if (!(failure instanceof MemoryLimitException tooMuch)) {
            return Optional.empty();
        }
        String needed = HumanSize.format((long) tooMuch.getMemoryNeeded() * KIB);
        if (tooMuch.getMemoryNeeded() > Limits.MAX_WINDOW / KIB + DECODER) {
            return Optional.of(Refusal.overLimit(
                    "its xz data asks for " + needed + " of memory, and " + HumanSize.format(Limits.MAX_WINDOW)
                            + " is the limit",
                    "Compress it with a smaller dictionary, such as xz -9"));
        }
        return Optional.of(MachineFault.because(
                "its xz data asks for " + needed + " of memory, and the JVM has only " + HumanSize.format(heap)
                        + " to give",
                "Give the JVM more, as by JDK_JAVA_OPTIONS=-Xmx2g, or compress the bundle with a smaller dictionary,"
                        + " such as xz -6",
                failure));
    }
}
