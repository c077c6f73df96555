package startup.aws;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import startup.base.Json;
import startup.base.Ticker;
import startup.http.HttpClient;

/**
 * Secrets from where they belong: SSM's parameters, Secrets Manager, and what KMS encrypted. The caller wipes the bytes
 * that it is given. What cannot be had is an {@link AwsRefusal}, after up to a minute if it might have passed.
 *
 * <p>An ARN names its own region; for all else it is asked for when it is needed.
 */
public final class SecretServices {
    private final SecretProtocol protocol;
    private final Supplier<Optional<String>> region;

    /**
     * Asks for nothing yet.
     *
     * @param region of the parameters, secrets and keys whose names tell none; empty if it is not known
     * @param random spreads retries, so that machines that failed together do not come back together
     */
    public SecretServices(
            HttpClient http,
            CredentialsSource credentials,
            Endpoints endpoints,
            Supplier<Optional<String>> region,
            InstantSource clock,
            Ticker ticker,
            RandomGenerator random) {
        this.protocol = new SecretProtocol(http, credentials, endpoints, clock, ticker, random);
        this.region = region;
    }

    /** The value of a parameter, decrypted, in UTF-8; its name may be an ARN, and may end in a version or label. */
    public byte[] parameter(String name) throws IOException {
        SecretCall call = new SecretCall(
                SecretService.SSM,
                "parameter " + name,
                regionFor(SecretService.SSM, name),
                ordered("Name", name, "WithDecryption", true));
        Object parameter = protocol.ask(call).get("Parameter");
        if (parameter instanceof Map<?, ?> fields && fields.get("Value") instanceof String value) {
            return value.getBytes(StandardCharsets.UTF_8);
        }
        throw without(call, "a value");
    }

    /**
     * The current value of a secret.
     *
     * @param id its name or ARN
     * @param jsonKey which string of the JSON object that the secret is; empty for all of it
     */
    public byte[] secret(String id, Optional<String> jsonKey) throws IOException {
        SecretCall call = new SecretCall(
                SecretService.SECRETS_MANAGER,
                "secret " + id,
                regionFor(SecretService.SECRETS_MANAGER, id),
                Map.of("SecretId", id));
        Map<?, ?> answer = protocol.ask(call);
        if (answer.get("SecretString") instanceof String text) {
            return jsonKey.isEmpty() ? text.getBytes(StandardCharsets.UTF_8) : picked(text, jsonKey.get(), call);
        }
        byte[] binary = base64(answer, "SecretBinary", call);
        return jsonKey.isEmpty() ? binary : pickedFromBinary(binary, jsonKey.get(), call);
    }

    /** What KMS encrypted, by a symmetric key; the ciphertext names the key. */
    public byte[] decrypt(byte[] ciphertext) throws IOException {
        String encoded = Base64.getEncoder().encodeToString(ciphertext);
        SecretCall call = new SecretCall(
                SecretService.KMS,
                "the ciphertext",
                regionFor(SecretService.KMS, ""),
                Map.of("CiphertextBlob", encoded));
        return base64(protocol.ask(call), "Plaintext", call);
    }

    private String regionFor(SecretService service, String name) throws AwsRefusal {
        // arn:aws:ssm:eu-west-1:123456789012:parameter/web
        String[] parts = name.split(":", 5);
        if (parts.length == 5 && parts[0].equals("arn") && !parts[3].isEmpty()) {
            return parts[3];
        }
        return region.get()
                .orElseThrow(() -> new AwsRefusal(
                        "",
                        0,
                        "the region to ask " + service.display() + " in is not known",
                        "Set AWS_REGION, or a region in the profile",
                        false,
                        Duration.ZERO));
    }

    private static byte[] pickedFromBinary(byte[] binary, String key, SecretCall call) throws AwsRefusal {
        try {
            return picked(new String(binary, StandardCharsets.UTF_8), key, call);
        } finally {
            Arrays.fill(binary, (byte) 0);
        }
    }

    private static byte[] picked(String text, String key, SecretCall call) throws AwsRefusal {
        try {
            if (Json.parse(text) instanceof Map<?, ?> fields) {
                if (fields.get(key) instanceof String value) {
                    return value.getBytes(StandardCharsets.UTF_8);
                }
                throw without(call, fields.containsKey(key) ? "a string at key " + key : "the key " + key);
            }
        } catch (AwsRefusal refusal) {
            throw refusal;
        } catch (IOException quotesIt) {
            // falls through to the one refusal, which does not
        }
        throw without(call, "a JSON object");
    }

    private static byte[] base64(Map<?, ?> answer, String member, SecretCall call) throws AwsRefusal {
        if (answer.get(member) instanceof String encoded) {
            try {
                return Base64.getDecoder().decode(encoded);
            } catch (IllegalArgumentException notBase64) {
                // as if it were not there
            }
        }
        throw without(call, "a value");
    }

    private static AwsRefusal without(SecretCall call, String part) {
        return new AwsRefusal(
                "",
                200,
                call.subject() + " of " + call.service().display() + " is without " + part,
                "Check the name, and what was stored there",
                false,
                Duration.ZERO);
    }

    private static Map<String, Object> ordered(String first, Object one, String second, Object two) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put(first, one);
        members.put(second, two);
        return members;
    }
}
