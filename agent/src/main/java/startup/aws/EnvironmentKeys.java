package startup.aws;

import java.util.Map;
import java.util.Optional;
import startup.base.Secret;

/** Keys in the environment. Source: AWS SDKs and Tools Reference Guide, "AWS access keys". */
final class EnvironmentKeys implements CredentialLink {
    private static final String ID = "AWS_ACCESS_KEY_ID";
    private static final String SECRET = "AWS_SECRET_ACCESS_KEY";
    private static final String TOKEN = "AWS_SESSION_TOKEN";

    private final Map<String, String> environment;

    EnvironmentKeys(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public Optional<Credentials> find(boolean mayWait) throws AwsRefusal {
        String id = value(ID);
        if (id.isEmpty()) {
            return Optional.empty();
        }
        String secret = value(SECRET);
        if (secret.isEmpty()) {
            throw NoCredentials.lasting(
                    ID + " is set without " + SECRET, "Set both of them in the environment, or neither");
        }
        Optional<Secret> token =
                Optional.of(value(TOKEN)).filter(text -> !text.isEmpty()).map(Secret::ofText);
        return Optional.of(new Credentials(id, Secret.ofText(secret), token, Optional.empty(), "the environment"));
    }

    private String value(String name) {
        return environment.getOrDefault(name, "").strip();
    }

    @Override
    public String lookedAt() {
        return "the environment (" + ID + ")";
    }
}
