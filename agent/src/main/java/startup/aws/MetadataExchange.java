package startup.aws;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import startup.http.HttpClient;
import startup.http.NetworkFault;
import startup.http.Request;
import startup.http.Response;

/** One request to the metadata service and its whole answer, or a refusal that says why there is none. */
final class MetadataExchange {
    /** Far more than the largest document of the service. */
    private static final int MOST_BYTES = 1 << 20;

    private final HttpClient http;
    private final MetadataEndpoint endpoint;

    MetadataExchange(HttpClient http, MetadataEndpoint endpoint) {
        this.http = http;
        this.endpoint = endpoint;
    }

    /** What was answered; its text may be a secret. */
    static final class Answer {
        private final int status;
        private final String text;

        Answer(int status, String text) {
            this.status = status;
            this.text = text;
        }

        int status() {
            return status;
        }

        String text() {
            return text;
        }
    }

    MetadataEndpoint endpoint() {
        return endpoint;
    }

    /**
     * Asks once.
     *
     * @throws AwsRefusal if nothing answers, or something else than the service
     * @throws InterruptedIOException if this thread is interrupted
     */
    Answer ask(Request request) throws IOException {
        try {
            return exchange(request);
        } catch (AwsRefusal refusal) {
            throw refusal;
        } catch (IOException fault) {
            throw unanswered(fault);
        }
    }

    private Answer exchange(Request request) throws IOException {
        try (Response response = http.send(request)) {
            byte[] body = response.body().readNBytes(MOST_BYTES + 1);
            String kind = response.header("Content-Type").orElse("").toLowerCase(Locale.ROOT);
            boolean page = response.status() == 200 && kind.startsWith("text/html");
            if (body.length > MOST_BYTES || page || !response.uri().equals(request.uri())) {
                throw notTheService(response.status());
            }
            return new Answer(response.status(), new String(body, StandardCharsets.UTF_8));
        }
    }

    private IOException unanswered(IOException fault) {
        if (Thread.currentThread().isInterrupted()) {
            return new InterruptedIOException("interrupted while the metadata service was asked");
        }
        NetworkFault network = NetworkFault.of(fault);
        AwsRefusal refusal = refusal(0, "does not answer: " + network.why(), network.action(), network.mayPass());
        refusal.initCause(fault);
        return refusal;
    }

    /** Whether the refusal means that nothing came within the time limit, as opposed to a connection that broke. */
    static boolean isSilence(AwsRefusal refusal) {
        return refusal.getCause() instanceof SocketTimeoutException;
    }

    /** For what a captive network, or a wrong address, answers. */
    AwsRefusal notTheService(int status) {
        return new AwsRefusal(
                "",
                status,
                "what answers at " + endpoint.display() + " is not EC2's metadata service",
                "Check AWS_EC2_METADATA_SERVICE_ENDPOINT, or switch the service off with AWS_EC2_METADATA_DISABLED=true",
                false,
                Duration.ZERO);
    }

    /** A refusal whose clause begins with the service. */
    AwsRefusal refusal(int status, String verb, String action, boolean mayPass) {
        return new AwsRefusal(
                "",
                status,
                "the metadata service at " + endpoint.display() + " " + verb,
                action,
                mayPass,
                Duration.ZERO);
    }

    /** For a status that nobody planned for. */
    AwsRefusal unexpected(int status) {
        boolean mayPass = status == 429 || status >= 500;
        return refusal(
                status,
                "answered " + status,
                mayPass ? "Try again later" : "Check what stands between this machine and the service",
                mayPass);
    }

    /** For 403. Source: Amazon EC2 User Guide, "Access instance metadata", response codes. */
    AwsRefusal switchedOff() {
        return refusal(
                403,
                "is switched off for this instance (403)",
                "Switch it on with: aws ec2 modify-instance-metadata-options --http-endpoint enabled --instance-id ID",
                false);
    }
}
