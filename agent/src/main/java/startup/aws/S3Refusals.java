package startup.aws;

import java.time.Instant;
import java.time.InstantSource;

/**
 * Turns S3's errors into sentences that name the usual cause and what to do about it. Source: Amazon S3 API Reference,
 * "Error Responses", "List of error codes".
 */
final class S3Refusals {
    private final InstantSource clock;

    S3Refusals(InstantSource clock) {
        this.clock = clock;
    }

    AwsRefusal of(S3Error error, S3Action action, Credentials credentials) {
        Clause clause = error.code().isEmpty() ? withoutCode(error) : withCode(error, action, credentials);
        return new AwsRefusal(
                error.code(), error.status(), clause.why(), clause.action(), error.mayPass(), error.notBefore());
    }

    private static Clause withoutCode(S3Error error) {
        if (error.mayPass()) {
            return new Clause("the server answered " + error.status(), "Try again later");
        } else if (error.status() / 100 == 3 || error.region().isPresent()) {
            return otherRegion(error);
        } else if (error.fromS3()) {
            return new Clause("S3 answered " + error.status() + " and does not say why", "Check bucket, key and role");
        }
        return new Clause(
                "the server answered " + error.status() + ", and not in the way of S3",
                "Check the proxy variables and AWS_ENDPOINT_URL_S3, and what stands between this machine and S3");
    }

    private Clause withCode(S3Error error, S3Action action, Credentials credentials) {
        if (error.code().startsWith("KMS.")) {
            return ofKey(error, action);
        }
        return switch (error.code()) {
            case "AccessDenied" -> denied(error, action);
            case "NoSuchKey" -> noSuchKey(error);
            case "NoSuchVersion" ->
                new Clause("the object has no such version (NoSuchVersion)", "Check versionId, or leave it out");
            case "NoSuchBucket" ->
                new Clause("there is no such bucket (NoSuchBucket)", "Check the bucket's name, or create it");
            case "MethodNotAllowed" -> error.deleted() ? deleted(error) : other(error);
            case "InvalidObjectState" ->
                new Clause("the object is archived (InvalidObjectState)", "Restore the object from the archive first");
            case "RequestTimeTooSkewed" -> skewed(error);
            case "SignatureDoesNotMatch" -> mismatch(credentials);
            case "AuthorizationHeaderMalformed", "PermanentRedirect", "TemporaryRedirect" -> otherRegion(error);
            default -> error.isAboutStaleCredentials() ? stale(error, credentials) : other(error);
        };
    }

    /** S3's message is told where it says which policy, and which action, is at fault. */
    private static Clause denied(S3Error error, S3Action action) {
        boolean says = error.message().length() > "Access Denied.".length();
        String listing = action == S3Action.PUT
                ? ""
                : "; without s3:ListBucket a key that does not exist is refused in the same way, so check the key too";
        return new Clause(
                "S3 denies access to the object (AccessDenied" + (says ? ": " + error.message() : "") + ")",
                "Allow the role " + action.permission() + " on the object, and " + action.permissionOfKey()
                        + " if a KMS key encrypts it" + listing);
    }

    private static Clause noSuchKey(S3Error error) {
        return error.deleted()
                ? deleted(error)
                : new Clause(
                        "the bucket has no object of this key (NoSuchKey)",
                        "Check the key, in which every slash and capital counts, or upload the object");
    }

    private static Clause deleted(S3Error error) {
        return new Clause(
                "the object has been deleted (" + error.code() + ")",
                "Name the versionId before that, or upload it again");
    }

    private static Clause ofKey(S3Error error, S3Action action) {
        return new Clause(
                "the KMS key of the object cannot be used (" + said(error) + ")",
                "Check that the key is enabled and in the bucket's region, and allow the role "
                        + action.permissionOfKey() + " on it");
    }

    private Clause skewed(S3Error error) {
        Instant now = clock.instant();
        return new Clause(
                error.serverTime()
                        .map(theirs -> "this machine's clock is " + ClockSkew.between(now, theirs)
                                + " S3's, which allows 15 min (RequestTimeTooSkewed)")
                        .orElse("this machine's clock is more than 15 min from S3's (RequestTimeTooSkewed)"),
                "Set this machine's clock, for example by chrony from 169.254.169.123");
    }

    private static Clause mismatch(Credentials credentials) {
        return new Clause(
                "S3 computes another signature (SignatureDoesNotMatch) for the credentials from "
                        + credentials.source(),
                "Check that the secret access key is whole and belongs to the access key; if it does, a proxy changes"
                        + " requests on their way");
    }

    private static Clause stale(S3Error error, Credentials credentials) {
        return new Clause(
                "S3 does not accept the credentials from " + credentials.source() + " (" + error.code() + ")",
                error.code().equals("InvalidAccessKeyId")
                        ? "Check the access key, and the session token that a temporary one needs"
                        : "Renew these credentials");
    }

    private static Clause otherRegion(S3Error error) {
        String named = error.region().map(region -> "region " + region).orElse("another region, without naming it");
        return new Clause(
                "S3 sends to " + named + " (" + error.status() + (error.code().isEmpty() ? "" : " " + error.code())
                        + "), where this request cannot follow",
                "Set AWS_REGION to the bucket's region, and check AWS_ENDPOINT_URL_S3");
    }

    private static Clause other(S3Error error) {
        return new Clause(
                "S3 answered " + error.status() + " " + said(error),
                error.mayPass() ? "Try again later" : "Check bucket, key and options by what S3 says");
    }

    private static String said(S3Error error) {
        return error.code() + (error.message().isEmpty() ? "" : ": " + error.message());
    }

    private record Clause(String why, String action) {}
}
