package startup.aws;

import java.io.IOException;
import java.util.Optional;
import startup.base.Secret;

/**
 * Credentials of a profile of the shared files: keys, or a process that prints them. A profile that takes them by other
 * ways is refused rather than passed over, for whoever wrote it does not want the machine's role instead.
 *
 * <p>Source: AWS SDKs and Tools Reference Guide, "Shared config and credentials files", "Settings reference".
 */
final class ProfileCredentials implements CredentialLink {
    private static final String OTHER_WAYS =
            "Give that profile keys or a credential_process, such as aws configure export-credentials --profile NAME";

    private final SharedConfig config;

    ProfileCredentials(SharedConfig config) {
        this.config = config;
    }

    @Override
    public Optional<Credentials> find(boolean mayWait) throws IOException {
        Optional<Profile> profile = config.find(config.active());
        if (profile.isPresent()) {
            return of(profile.get());
        } else if (config.isAskedFor()) {
            throw NoCredentials.lasting(
                    "there is no " + config.lookedAt(), "Check AWS_PROFILE, and that this user may read the files");
        }
        return Optional.empty();
    }

    private Optional<Credentials> of(Profile profile) throws IOException {
        refuseOtherWays(profile);
        Optional<String> id = profile.get("aws_access_key_id");
        if (id.isPresent()) {
            return Optional.of(keys(id.get(), profile));
        }
        Optional<String> command = profile.get("credential_process");
        return command.isEmpty()
                ? Optional.empty()
                : Optional.of(new CredentialProcess(command.get(), profile.name(), CredentialProcess.LIMIT).run());
    }

    private static void refuseOtherWays(Profile profile) throws AwsRefusal {
        for (String setting : new String[] {"role_arn", "sso_session", "sso_start_url"}) {
            if (profile.get(setting).isPresent()) {
                throw NoCredentials.lasting(
                        "profile " + profile.name() + " has " + setting + ", which this agent does not support",
                        OTHER_WAYS);
            }
        }
    }

    private static Credentials keys(String id, Profile profile) throws AwsRefusal {
        Optional<String> secret = profile.get("aws_secret_access_key");
        if (secret.isEmpty()) {
            throw NoCredentials.lasting(
                    "profile " + profile.name() + " has aws_access_key_id without aws_secret_access_key",
                    "Give the profile both of them, or neither");
        }
        Optional<Secret> token = profile.get("aws_session_token").map(Secret::ofText);
        return new Credentials(id, Secret.ofText(secret.get()), token, Optional.empty(), "profile " + profile.name());
    }

    @Override
    public String lookedAt() {
        return config.lookedAt();
    }
}
