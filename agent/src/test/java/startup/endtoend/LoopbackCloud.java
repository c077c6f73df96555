package startup.endtoend;

import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import startup.aws.MetadataServer;
import startup.aws.S3Server;
import startup.aws.SignatureCheck;
import startup.base.Json;

/**
 * AWS on loopback: the metadata of one instance with a role, an S3 that knows the role's credentials only, with the
 * buckets {@link #BUNDLES} and {@link #LOGS}, and the three services that keep secrets.
 */
final class LoopbackCloud implements AutoCloseable {
    static final String BUNDLES = "acme-boot";
    static final String LOGS = "acme-logs";
    static final String INSTANCE = "i-0123456789abcdef0";
    static final String SESSION_TOKEN = "session/token+of+the+role/EXAMPLE/0123456789==";
    static final String ROLES = "meta-data/iam/security-credentials/";

    private final S3Server s3 = S3Server.startWithToken(SESSION_TOKEN);
    private final MetadataServer metadata = MetadataServer.start().instance(INSTANCE, S3Server.REGION);
    private final WireMockServer secrets = new WireMockServer(options().dynamicPort());

    LoopbackCloud() throws IOException {
        s3.createBucket(BUNDLES);
        s3.createBucket(LOGS);
        Map<String, Object> credentials = new LinkedHashMap<>();
        credentials.put("Code", "Success");
        credentials.put("LastUpdated", "2026-11-22T10:00:00Z");
        credentials.put("Type", "AWS-HMAC");
        credentials.put("AccessKeyId", S3Server.ACCESS_KEY);
        credentials.put("SecretAccessKey", S3Server.SECRET_KEY);
        credentials.put("Token", SESSION_TOKEN);
        credentials.put("Expiration", "2099-01-01T00:00:00Z");
        metadata.role("web", Json.write(credentials));
        secrets.start();
    }

    S3Server s3() {
        return s3;
    }

    MetadataServer metadata() {
        return metadata;
    }

    /** What leads a process here, as if it were on the instance; nothing of it is secret. */
    Map<String, String> environment() {
        Map<String, String> environment = new LinkedHashMap<>();
        environment.put("AWS_EC2_METADATA_DISABLED", "false");
        environment.put("AWS_EC2_METADATA_SERVICE_ENDPOINT", metadata.uri().toString());
        environment.put("AWS_SHARED_CREDENTIALS_FILE", "/dev/null");
        environment.put("AWS_CONFIG_FILE", "/dev/null");
        environment.put("AWS_ENDPOINT_URL_S3", s3.endpoint().toString());
        for (String service : new String[] {"SSM", "SECRETS_MANAGER", "KMS"}) {
            environment.put("AWS_ENDPOINT_URL_" + service, secrets.baseUrl());
        }
        return environment;
    }

    /** The key source by which {@code scheme} gives this secret; of a tag, {@code BundleKey} is its name. */
    String keep(String scheme, String secret) {
        switch (scheme) {
            case "imds-tag" -> metadata.tag("BundleKey", secret);
            case "ssm" ->
                answer(
                        "AmazonSSM.GetParameter",
                        okJson(Json.write(Map.of("Parameter", Map.of("Name", "/boot/web", "Value", secret)))));
            case "secretsmanager" ->
                answer(
                        "secretsmanager.GetSecretValue",
                        okJson(Json.write(Map.of("SecretString", Json.write(Map.of("key", secret))))));
            case "kms" ->
                answer(
                        "TrentService.Decrypt",
                        okJson(Json.write(Map.of("Plaintext", encoded(secret), "KeyId", "arn:of:key"))));
            default -> throw new IllegalArgumentException(scheme);
        }
        return switch (scheme) {
            case "imds-tag" -> "imds-tag:BundleKey";
            case "ssm" -> "ssm:/boot/web";
            case "secretsmanager" -> "secretsmanager:boot/web#key";
            default -> "kms:" + encoded("ciphertext");
        };
    }

    void answer(String target, ResponseDefinitionBuilder answer) {
        secrets.stubFor(post("/").withHeader("X-Amz-Target", equalTo(target)).willReturn(answer));
    }

    private static String encoded(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Holds every question for a secret against the role's credentials; says how many there were. */
    int verifyQuestionsFor(String service) throws GeneralSecurityException {
        var questions = secrets.findAll(
                postRequestedFor(urlEqualTo("/")).withHeader("X-Amz-Security-Token", equalTo(SESSION_TOKEN)));
        for (var question : questions) {
            SignatureCheck.verify(question, service, S3Server.REGION, S3Server.ACCESS_KEY, S3Server.SECRET_KEY);
        }
        return questions.size();
    }

    @Override
    public void close() throws IOException {
        secrets.stop();
        metadata.close();
        s3.close();
    }
}
