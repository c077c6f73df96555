package startup.log;

import java.io.IOException;
import java.util.Optional;
import startup.aws.AwsRefusal;
import startup.aws.Encryption;
import startup.aws.PutOptions;
import startup.aws.S3;
import startup.aws.S3Object;

/** Objects of a bucket, below a prefix. A refusal's message says what to do about it too. */
final class BucketStore implements LogStore {
    private final S3 s3;
    private final LogDestination.Bucket bucket;
    private final Encryption encryption;

    BucketStore(S3 s3, LogDestination.Bucket bucket, Encryption encryption) {
        this.s3 = s3;
        this.bucket = bucket;
        this.encryption = encryption;
    }

    @Override
    public void put(String name, byte[] content) throws IOException {
        S3Object object = new S3Object(bucket.bucket(), bucket.keyOf(name), Optional.empty());
        try {
            s3.put(object, content, new PutOptions(LogLayout.contentType(name), encryption));
        } catch (AwsRefusal refusal) {
            throw new StoreRefusal(refusal.why() + ". " + refusal.action(), refusal.notBefore(), refusal);
        }
    }
}
