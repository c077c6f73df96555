package startup.aws;

/** What S3 is told of an object beside its bytes. */
public record PutOptions(String contentType, Encryption encryption) {}
