package startup.aws;

import java.util.Optional;

/**
 * How S3 encrypts an object that is put, where the bucket's own setting is not to decide.
 *
 * @param algorithm {@code AES256}, {@code aws:kms} or {@code aws:kms:dsse}
 * @param kmsKey id, alias or ARN of the key for the latter two; without one AWS's own
 */
public record Encryption(Optional<String> algorithm, Optional<String> kmsKey) {
    /** As the bucket says. */
    public static final Encryption NONE = new Encryption(Optional.empty(), Optional.empty());
}
