package startup.aws;

import java.util.Optional;

/**
 * Where an object of S3 is.
 *
 * @param key as it was given to S3, not encoded; it may begin with a slash
 */
public record S3Object(String bucket, String key, Optional<String> versionId) {}
