package startup.seal;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Optional;
import java.util.function.Supplier;
import startup.aws.AwsRefusal;
import startup.aws.InstanceLookup;
import startup.aws.InstanceMetadata;
import startup.aws.SecretServices;
import startup.base.AgentException;
import startup.base.Events;
import startup.base.ExitStatus;

/** Keys that AWS keeps: in the instance's tags, or in a service for secrets, which is asked only if a source is there. */
public final class CloudKeys {
    /** The most that KMS decrypts. Source: AWS KMS API Reference, "Decrypt". */
    private static final int MOST_CIPHERTEXT = 6144;

    private final Supplier<SecretServices> services;
    private final InstanceLookup instance;
    private final Events events;

    public CloudKeys(Supplier<SecretServices> services, InstanceLookup instance, Events events) {
        this.services = services;
        this.instance = instance;
        this.events = events;
    }

    /** The value of {@code imds-tag:}, {@code ssm:}, {@code secretsmanager:} or {@code kms:}; the caller wipes it. */
    byte[] read(KeySource source) throws IOException {
        try {
            return switch (source.scheme()) {
                case IMDS_TAG -> tag(source);
                case SSM -> services.get().parameter(source.argument());
                case SECRETS_MANAGER -> secret(source.argument());
                case KMS -> decrypted(ciphertext(source));
                default -> throw new IllegalArgumentException("no cloud keeps " + source.display());
            };
        } catch (AwsRefusal refusal) {
            throw new AgentException(
                    ExitStatus.NO_KEY,
                    "Key source " + source.display() + " gave no key",
                    refusal.why(),
                    refusal.action(),
                    refusal);
        }
    }

    private byte[] tag(KeySource source) throws IOException {
        events.warn(
                "seal.imds-tag",
                "A key in an instance tag (imds-tag:) can be read by every process of this machine and by whoever may"
                        + " describe the instance; ssm: or secretsmanager: hides it");
        Optional<InstanceMetadata> metadata = metadata();
        if (metadata.isEmpty()) {
            throw KeyReader.noKey(
                    source, "there is no instance metadata", "Use it on an instance, or name a file with --metadata");
        }
        String value = metadata.get().tags().get(source.argument());
        if (value == null) {
            throw KeyReader.noKey(
                    source,
                    "the metadata shows no tag of that name",
                    "Check the tag's name, and allow tags in instance metadata: aws ec2"
                            + " modify-instance-metadata-options --instance-metadata-tags enabled");
        }
        return value.getBytes(StandardCharsets.UTF_8);
    }

    private Optional<InstanceMetadata> metadata() throws InterruptedIOException {
        try {
            return instance.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while waiting for the instance metadata");
        }
    }

    /** {@code id} or {@code id#json-key}. */
    private byte[] secret(String argument) throws IOException {
        int mark = argument.lastIndexOf('#');
        return mark < 0
                ? services.get().secret(argument, Optional.empty())
                : services.get().secret(argument.substring(0, mark), Optional.of(argument.substring(mark + 1)));
    }

    private byte[] decrypted(byte[] ciphertext) throws IOException {
        return services.get().decrypt(ciphertext);
    }

    /** Base64 as the AWS command line prints it, or a file with that or with the bytes themselves. */
    private static byte[] ciphertext(KeySource source) throws AgentException {
        String argument = source.argument();
        if (!argument.startsWith("@")) {
            return decoded(argument)
                    .orElseThrow(() ->
                            KeyReader.noKey(source, "what follows kms: is no base64", "Write kms:BASE64 or kms:@FILE"));
        }
        try (var file = Files.newInputStream(Path.of(argument.substring(1)))) {
            byte[] bytes = file.readNBytes(2 * MOST_CIPHERTEXT);
            return decoded(new String(bytes, StandardCharsets.ISO_8859_1).strip())
                    .orElse(bytes);
        } catch (IOException | IllegalArgumentException e) {
            throw KeyReader.noKey(source, "its file cannot be read", "Check the file's name and mode");
        }
    }

    private static Optional<byte[]> decoded(String base64) {
        try {
            return Optional.of(Base64.getDecoder().decode(base64));
        } catch (IllegalArgumentException isNone) {
            return Optional.empty();
        }
    }
}
