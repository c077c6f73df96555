package startup.log;

import java.util.function.Supplier;
import startup.aws.Encryption;
import startup.aws.S3;

/** Opens what a log is delivered to, whichever kind it is. */
public final class LogStores {
    private final Supplier<S3> s3;

    /** Asks for S3 only if a destination is in it: a log in a folder loads no class of HTTP. */
    public LogStores(Supplier<S3> s3) {
        this.s3 = s3;
    }

    /** The destination, ready to be put to; nothing is sent yet. */
    public LogStore open(LogDestination destination, Encryption encryption) {
        if (destination instanceof LogDestination.Bucket bucket) {
            return new BucketStore(s3.get(), bucket, encryption);
        } else if (destination instanceof LogDestination.Folder folder) {
            return new FolderStore(folder.path());
        }
        throw new IllegalArgumentException("no store for " + destination);
    }
}
