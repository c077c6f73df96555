package startup.aws;

/**
 * A service that keeps secrets, and the one operation that is asked of it.
 *
 * <p>Source: AWS Systems Manager API Reference, "GetParameter"; AWS Secrets Manager API Reference, "GetSecretValue"; AWS
 * KMS API Reference, "Decrypt".
 */
enum SecretService {
    SSM("ssm", "SSM", "AmazonSSM.GetParameter", "ssm:GetParameter"),
    SECRETS_MANAGER(
            "secretsmanager", "Secrets Manager", "secretsmanager.GetSecretValue", "secretsmanager:GetSecretValue"),
    KMS("kms", "KMS", "TrentService.Decrypt", "kms:Decrypt");

    private final String id;
    private final String display;
    private final String target;
    private final String permission;

    SecretService(String id, String display, String target, String permission) {
        this.id = id;
        this.display = display;
        this.target = target;
        this.permission = permission;
    }

    /** As endpoints and signatures name it. */
    String id() {
        return id;
    }

    /** For people. */
    String display() {
        return display;
    }

    /** The value of {@code X-Amz-Target}. */
    String target() {
        return target;
    }

    /** What IAM calls the operation. */
    String permission() {
        return permission;
    }
}
