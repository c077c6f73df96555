package startup.bundle;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdIOException;
import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import com.github.luben.zstd.util.Native;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import startup.base.AgentException;
import startup.base.HumanSize;

/**
 * One or more frames, by zstd's own library, which is in the jar for Linux on x86-64 and ARM64. It is copied to a private
 * folder, loaded and deleted at once. Source: RFC 8878.
 */
final class ZstdDecompressor implements Decompressor {
    private static final int WINDOW_LOG = Long.numberOfTrailingZeros(Limits.MAX_WINDOW);

    private final Path folder;

    /** {@code folder} is ours alone; on return from {@link #open} it holds what it held before. */
    ZstdDecompressor(Path folder) {
        this.folder = folder;
    }

    @Override
    public InputStream open(InputStream in) throws IOException {
        load();
        return new ZstdInputStreamNoFinalizer(in).setLongMax(WINDOW_LOG);
    }

    private void load() throws IOException {
        if (!Native.isLoaded()) {
            try {
                loadFrom(Files.createTempDirectory(folder, ".zstd"));
            } catch (IOException e) {
                throw MachineFault.of(folder, e);
            }
        }
    }

    private void loadFrom(Path place) throws IOException {
        try {
            Native.load(place.toFile());
        } catch (LinkageError e) {
            throw MachineFault.because(
                    "zstd's library could not be loaded from '" + folder + "' (" + firstLine(e) + ")",
                    "If that folder is mounted noexec, choose another with --state; if this is no Linux on x86-64 or"
                            + " ARM64, compress the bundle with gzip or xz",
                    e);
        } finally {
            Removal.of(place);
        }
    }

    private static String firstLine(LinkageError e) {
        String message = String.valueOf(e.getMessage());
        int end = message.indexOf('\n');
        return end < 0 ? message : message.substring(0, end);
    }

    @Override
    public Optional<AgentException> explain(Exception failure) {
        if (failure instanceof ZstdIOException zstd && zstd.getErrorCode() == Zstd.errFrameParameterWindowTooLarge()) {
            return Optional.of(Refusal.overLimit(
                    "its zstd data asks for a window of over " + HumanSize.format(Limits.MAX_WINDOW),
                    "Compress it with a smaller window: without --ultra, and with --long=27 at most"));
        }
        return Optional.empty();
    }
}
