package startup.aws;

import java.io.IOException;
import java.util.Optional;

/**
 * The role of the instance, as the metadata service tells it.
 *
 * <p>Source: Amazon EC2 User Guide, "Retrieve security credentials from instance metadata".
 */
public interface InstanceRole {
    /**
     * The role's name; empty if the service answers and no role is attached (yet).
     *
     * @throws AwsRefusal which may pass if the service is there and fails for now, and may not if there is none
     */
    Optional<String> roleName() throws IOException;

    /**
     * The service's JSON document with the role's credentials, as it is: {@code Code} may be other than Success.
     *
     * @throws AwsRefusal as above; with status 404 if the role was detached meanwhile
     */
    String credentialsJson(String role) throws IOException;
}
