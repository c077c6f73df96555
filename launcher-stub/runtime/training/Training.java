import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import javax.crypto.Cipher;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * The boot that a runtime's class archive is made of: a stand-in for S3 over TLS and for the metadata service, from which
 * an agent boots a sealed bundle and to which it ships its log. Usage: {@code Training BUNDLE KEYSTORE PASSWORD
 * COMMAND...}; ends as the command does. Run from its source by the JDK that links the runtime.
 */
final class Training {
    private static final byte[] SALT = "training".getBytes(StandardCharsets.US_ASCII);

    private static final Map<String, String> METADATA = Map.of(
            "/latest/api/token", "token",
            "/latest/meta-data/", "instance-id\n",
            "/latest/meta-data/iam/security-credentials/", "training",
            "/latest/meta-data/iam/security-credentials/training",
            "{\"Code\":\"Success\",\"Type\":\"AWS-HMAC\",\"AccessKeyId\":\"AKIDTRAINING\",\"SecretAccessKey\":\"training\","
                    + "\"Token\":\"training\",\"Expiration\":\"2099-01-01T00:00:00Z\"}",
            "/latest/dynamic/instance-identity/document",
            "{\"instanceId\":\"i-0123456789abcdef0\",\"region\":\"us-east-1\",\"availabilityZone\":\"us-east-1a\"}");

    private Training() {}

    public static void main(String... words) throws Exception {
        byte[] bundle = seal(Files.readAllBytes(Path.of(words[0])), words[2]);
        HttpsServer s3 = HttpsServer.create(anyPort(), 0);
        s3.setHttpsConfigurator(new HttpsConfigurator(tls(words[1], words[2])));
        s3.createContext("/", exchange -> answer(exchange, exchange.getRequestMethod().equals("GET") ? bundle : new byte[0]));
        HttpServer metadata = HttpServer.create(anyPort(), 0);
        metadata.createContext("/", Training::answerMetadata);
        s3.start();
        metadata.start();
        int status = boot(s3, metadata, words);
        s3.stop(0);
        metadata.stop(0);
        System.exit(status);
    }

    private static InetSocketAddress anyPort() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    }

    private static int boot(HttpServer s3, HttpServer metadata, String... words) throws Exception {
        List<String> command = new ArrayList<>(Arrays.asList(words).subList(3, words.length));
        ProcessBuilder builder = new ProcessBuilder(command).inheritIO();
        Map<String, String> environment = builder.environment();
        environment.keySet().removeIf(name -> name.startsWith("AWS_") || name.startsWith("STARTUP_"));
        environment.put("AWS_ENDPOINT_URL_S3", "https://127.0.0.1:" + s3.getAddress().getPort());
        environment.put(
                "AWS_EC2_METADATA_SERVICE_ENDPOINT", "http://127.0.0.1:" + metadata.getAddress().getPort());
        environment.put("TRAINING_KEY", words[2]);
        return builder.start().waitFor();
    }

    private static SSLContext tls(String keystore, String password) throws Exception {
        KeyStore store = KeyStore.getInstance(new File(keystore), password.toCharArray());
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, password.toCharArray());
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(keys.getKeyManagers(), null, null);
        return tls;
    }

    /** As {@code openssl enc -aes-256-cbc -md sha256 -pbkdf2}: its manual page, and {@code enc.c}. */
    private static byte[] seal(byte[] plain, String password) throws Exception {
        byte[] derived = SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                .generateSecret(new PBEKeySpec(password.toCharArray(), SALT, 10_000, 48 * 8))
                .getEncoded();
        Cipher cipher = Cipher.getInstance("AES/CBC/PKCS5Padding");
        cipher.init(
                Cipher.ENCRYPT_MODE, new SecretKeySpec(derived, 0, 32, "AES"), new IvParameterSpec(derived, 32, 16));
        ByteArrayOutputStream sealed = new ByteArrayOutputStream();
        sealed.writeBytes("Salted__".getBytes(StandardCharsets.US_ASCII));
        sealed.writeBytes(SALT);
        sealed.writeBytes(cipher.doFinal(plain));
        return sealed.toByteArray();
    }

    private static void answerMetadata(HttpExchange exchange) throws IOException {
        String answer = METADATA.get(exchange.getRequestURI().getPath());
        if (answer == null) {
            exchange.sendResponseHeaders(404, -1);
            exchange.close();
        } else {
            exchange.getResponseHeaders().set("X-aws-ec2-metadata-token-ttl-seconds", "21600");
            answer(exchange, answer.getBytes(StandardCharsets.UTF_8));
        }
    }

    private static void answer(HttpExchange exchange, byte[] body) throws IOException {
        try (exchange;
                InputStream sent = exchange.getRequestBody()) {
            sent.readAllBytes();
            exchange.getResponseHeaders().set("ETag", "\"training\"");
            exchange.sendResponseHeaders(200, body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
        }
    }
}
