package startup.aws;

import java.util.Map;
import java.util.Optional;

/**
 * A role for a token of a web identity, as EKS gives its older pods: not supported, and said so, for the instance's role
 * instead would be another one than was meant. Source: AWS SDKs and Tools Reference Guide, "Assume role credential
 * provider".
 */
final class WebIdentity implements CredentialLink {
    private static final String VARIABLE = "AWS_WEB_IDENTITY_TOKEN_FILE";

    private final Map<String, String> environment;

    WebIdentity(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public Optional<Credentials> find(boolean mayWait) throws AwsRefusal {
        if (environment.getOrDefault(VARIABLE, "").isBlank()) {
            return Optional.empty();
        }
        throw NoCredentials.lasting(
                VARIABLE + " is set, and this agent does not support web identities",
                "Unset it, or give a profile a credential_process, such as aws configure export-credentials");
    }

    @Override
    public String lookedAt() {
        return VARIABLE;
    }
}
