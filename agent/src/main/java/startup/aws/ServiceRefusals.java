package startup.aws;

import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.Optional;
import startup.http.HttpDate;
import startup.http.Response;
import startup.http.RetryAfter;

/**
 * The failures of SSM, Secrets Manager and KMS as sentences.
 *
 * <p>Source: the "Errors" of the pages named at {@link SecretService}, and "Common Errors" of each of the three.
 */
final class ServiceRefusals {
    private static final String CHECK_PLACE =
            "Check the name, and that it is in this region; AWS_REGION or an ARN name another";
    private static final String CHECK_KEY = "Look at the key in KMS: it must be enabled and in this region";

    private final SecretCall call;
    private final Credentials used;
    private final Instant sent;

    /**
     * For one try.
     *
     * @param used what it was signed with
     * @param sent by this machine's clock
     */
    ServiceRefusals(SecretCall call, Credentials used, Instant sent) {
        this.call = call;
        this.used = used;
        this.sent = sent;
    }

    AwsRefusal of(ServiceFault fault, Response response) {
        Optional<Instant> theirs =
                response.header("Date").flatMap(HttpDate::parse).map(ZonedDateTime::toInstant);
        boolean mayPass = fault.mayPass();
        return new AwsRefusal(
                fault.code(),
                fault.status(),
                why(fault, theirs) + " (" + (fault.code().isEmpty() ? "status " + fault.status() : fault.code()) + ")",
                mayPass ? "Try again later; look at the service's quotas and health" : action(fault),
                mayPass,
                RetryAfter.of(response));
    }

    private String why(ServiceFault fault, Optional<Instant> theirs) {
        if (fault.mayPass()) {
            return service() + " is busy or in trouble";
        } else if (fault.isAboutTime()) {
            String skew = theirs.map(time -> ClockSkew.between(sent, time)).orElse("off from");
            return "this machine's clock is " + skew + " that of " + service();
        } else if (fault.isAboutCredentials()) {
            return service() + " does not accept the credentials of " + used.source();
        }
        return switch (fault.code()) {
            case "ParameterNotFound", "ParameterVersionNotFound", "ResourceNotFoundException" ->
                service() + " has no " + call.subject() + " in " + call.region();
            case "AccessDeniedException", "AccessDenied" ->
                service() + " refuses " + call.subject() + " in " + call.region() + " to " + used.source();
            case "InvalidSignatureException", "SignatureDoesNotMatch" ->
                service() + " finds the signature wrong, made with " + used.source();
            case "InvalidCiphertextException" -> "KMS cannot decrypt " + call.subject();
            case "IncorrectKeyException" -> "another key than the one stated encrypted " + call.subject();
            case "DisabledException" -> "the key of " + call.subject() + " is disabled";
            case "KMSInvalidStateException", "NotFoundException", "InvalidKeyId" ->
                "the key of " + call.subject() + " cannot be used";
            case "DecryptionFailure" -> service() + " cannot decrypt " + call.subject();
            default -> service() + " does not give " + call.subject();
        };
    }

    private String action(ServiceFault fault) {
        if (fault.isAboutTime()) {
            return "Set this machine's clock, by chrony for example";
        } else if (fault.isAboutCredentials()) {
            return "Renew the credentials of " + used.source();
        }
        return switch (fault.code()) {
            case "ParameterNotFound", "ParameterVersionNotFound", "ResourceNotFoundException" -> CHECK_PLACE;
            case "AccessDeniedException", "AccessDenied" -> "Allow " + permission(fault) + " in the policy of the role";
            case "InvalidSignatureException", "SignatureDoesNotMatch" ->
                "Check the secret access key of " + used.source() + ", and that no proxy changes requests";
            case "InvalidCiphertextException" ->
                "It was damaged, or encrypted in another region or with an encryption context; encrypt it anew";
            case "IncorrectKeyException", "DisabledException", "KMSInvalidStateException", "NotFoundException" ->
                CHECK_KEY;
            case "InvalidKeyId", "DecryptionFailure" -> CHECK_KEY + "; the role needs kms:Decrypt";
            case "InvalidRequestException" -> "Check that it is not marked for deletion, and has a current value";
            default -> "Check the name and the role, and look up the word in parentheses at AWS";
        };
    }

    /** Who may read the value may still not use the key that it is encrypted with. */
    private String permission(ServiceFault fault) {
        boolean isTheKey = fault.message().contains("kms:Decrypt")
                || fault.message().contains("Access to KMS")
                || fault.message().contains("ciphertext refers");
        return isTheKey && call.service() != SecretService.KMS
                ? "kms:Decrypt, on the key that encrypts it,"
                : call.service().permission();
    }

    private String service() {
        return call.service().display();
    }
}
