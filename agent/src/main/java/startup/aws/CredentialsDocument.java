package startup.aws;

import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.Optional;
import startup.base.Json;
import startup.base.Secret;

/**
 * The JSON in which a helper process, the container endpoint and the metadata service all give credentials:
 *
 * <pre>{"Version": 1, "AccessKeyId": …, "SecretAccessKey": …, "SessionToken" or "Token": …, "Expiration": …}</pre>
 *
 * <p>Source: AWS SDKs and Tools Reference Guide, "Process credential provider" and "Container credential provider";
 * Amazon EC2 User Guide, "Retrieve security credentials from instance metadata".
 */
final class CredentialsDocument {
    private static final String CHECK = "Look at what gives these credentials; it must answer with AWS's JSON document";

    private final Map<?, ?> fields;
    private final String source;

    private CredentialsDocument(Map<?, ?> fields, String source) {
        this.fields = fields;
        this.source = source;
    }

    /**
     * The document.
     *
     * @param source for people: "the container endpoint"
     */
    static CredentialsDocument parse(String json, String source) throws AwsRefusal {
        try {
            if (Json.parse(json) instanceof Map<?, ?> fields) {
                return new CredentialsDocument(fields, source);
            }
        } catch (IOException notJson) {
            // its message quotes the text, which holds secrets
        }
        throw NoCredentials.lasting(source + " gives something else than a JSON object", CHECK);
    }

    Optional<Object> field(String name) {
        return Optional.ofNullable(fields.get(name));
    }

    Credentials credentials() throws AwsRefusal {
        String token = text("SessionToken").or(() -> text("Token")).orElse("");
        return new Credentials(
                required("AccessKeyId"),
                Secret.ofText(required("SecretAccessKey")),
                token.isEmpty() ? Optional.empty() : Optional.of(Secret.ofText(token)),
                expiration(),
                source);
    }

    private Optional<String> text(String name) {
        return field(name).filter(String.class::isInstance).map(String.class::cast);
    }

    private String required(String name) throws AwsRefusal {
        String value = text(name).orElse("");
        if (value.isEmpty()) {
            throw NoCredentials.lasting(source + " gives no " + name, CHECK);
        }
        return value;
    }

    private Optional<Instant> expiration() throws AwsRefusal {
        String value = text("Expiration").orElse("");
        try {
            return value.isEmpty()
                    ? Optional.empty()
                    : Optional.of(OffsetDateTime.parse(value).toInstant());
        } catch (DateTimeException unreadable) {
            throw NoCredentials.lasting(source + " gives an Expiration that is no ISO 8601 time", CHECK);
        }
    }
}
