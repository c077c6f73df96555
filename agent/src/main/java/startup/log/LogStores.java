package startup.log;

import java.util.function.Supplier;
import startup.aws.Encryption;
import startup.aws.S3;

/** Opens what a log is delivered to, with the one S3 of this process. */
public final class LogStores {
    private final Supplier<S3> s3;

    public LogStores(Supplier<S3> s3) {
        this.s3 = s3;
    }

    /** The destination, ready to be put to; nothing is sent yet. */
    public LogStore open(LogDestination destination, Encryption encryption) {
        return destination.open(s3, encryption);
    }
}
