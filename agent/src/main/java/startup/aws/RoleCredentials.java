package startup.aws;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/**
 * Credentials of the instance's role. An instance is often up before its role is, so a role that is missing is waited
 * for; a metadata service that is missing is not.
 *
 * <p>Source: Amazon EC2 User Guide, "Retrieve security credentials from instance metadata".
 */
final class RoleCredentials implements CredentialLink {
    private static final String ATTACH =
            "Attach an instance profile with a role to the instance, or name one in its launch template";
    private static final String TRUST =
            "Check that the role exists and that its trust policy lets ec2.amazonaws.com assume it";

    private final InstanceRole role;
    private final RoleWait wait;
    private String absence = "";
    private String remedy = "";

    RoleCredentials(InstanceRole role, RoleWait wait) {
        this.role = role;
        this.wait = wait;
    }

    @Override
    public Optional<Credentials> find(boolean mayWait) throws IOException {
        for (; ; ) {
            try {
                Credentials found = look();
                wait.over();
                return Optional.of(found);
            } catch (AwsRefusal refusal) {
                if (isAbsence(refusal)) {
                    absence = " (" + refusal.why() + ")";
                    remedy = refusal.action();
                    return Optional.empty();
                } else if (!refusal.mayPass() || !mayWait || !wait.wait(refusal)) {
                    throw refusal.mayPass() ? wait.inVain(refusal) : refusal;
                }
            }
        }
    }

    /** Nobody answered, and nobody will: this is no instance, or its service is switched off. */
    private static boolean isAbsence(AwsRefusal refusal) {
        return refusal.status() == 0 && refusal.code().isEmpty() && !refusal.mayPass();
    }

    private Credentials look() throws IOException {
        String name = role.roleName().orElse("");
        if (name.isEmpty()) {
            throw notYet("NoRole", "no role is attached to this instance yet", ATTACH);
        }
        CredentialsDocument document = document(name);
        Object code = document.field("Code").orElse("Success");
        if (!code.equals("Success")) {
            throw notYet("NoCredentials", "role " + name + " gives no credentials yet (" + word(code) + ")", TRUST);
        }
        return document.credentials();
    }

    private CredentialsDocument document(String name) throws IOException {
        try {
            return CredentialsDocument.parse(role.credentialsJson(name), "instance role " + name);
        } catch (AwsRefusal refusal) {
            if (refusal.status() == 404) {
                throw notYet("NoCredentials", "role " + name + " gives no credentials yet", TRUST);
            }
            throw refusal;
        }
    }

    private static AwsRefusal notYet(String code, String why, String action) {
        return new AwsRefusal(code, 0, why, action, true, Duration.ZERO);
    }

    private static String word(Object code) {
        return code.toString().chars().allMatch(Character::isLetterOrDigit) ? code.toString() : "no Success";
    }

    @Override
    public String lookedAt() {
        return "the instance metadata service" + absence;
    }

    @Override
    public String remedy() {
        return remedy;
    }
}
