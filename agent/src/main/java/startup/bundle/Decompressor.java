package startup.bundle;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import startup.base.AgentException;

/** One way to decompress. Whatever it throws is damage, unless it can say better. */
interface Decompressor {
    /** A stream that reads all members, frames or streams that follow each other, as the format's own tool does. */
    InputStream open(InputStream in) throws IOException;

    /** What a failure really means, where that is something else than damage. */
    default Optional<AgentException> explain(Exception failure) {
        return Optional.empty();
    }
}
