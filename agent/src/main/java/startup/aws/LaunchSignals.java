package startup.aws;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import startup.http.HttpClient;
import startup.http.Request;
import startup.http.Response;
import startup.http.RetryAfter;

/**
 * Tells who launched this instance how its start went: CloudFormation, which may hold up a stack for it, and Auto
 * Scaling, which may hold up the instance. Each call is one request; whether to try again is the caller's to judge.
 *
 * <p>Source: AWS CloudFormation API Reference, "SignalResource"; Amazon EC2 Auto Scaling API Reference,
 * "CompleteLifecycleAction"; both in the query protocol.
 */
public final class LaunchSignals {
    private static final int MOST_ANSWER = 1 << 16;
    private static final String FORM = "application/x-www-form-urlencoded";

    private final HttpClient http;
    private final CredentialsSource credentials;
    private final Endpoints endpoints;
    private final Supplier<Optional<String>> region;
    private final InstantSource clock;

    public LaunchSignals(
            HttpClient http,
            CredentialsSource credentials,
            Endpoints endpoints,
            Supplier<Optional<String>> region,
            InstantSource clock) {
        this.http = http;
        this.credentials = credentials;
        this.endpoints = endpoints;
        this.region = region;
        this.clock = clock;
    }

    /**
     * Signals a resource of a stack that has a creation or update policy.
     *
     * @param sender tells this signal from those of other instances: the instance id
     * @throws AwsRefusal if it was not taken
     */
    public void signalResource(String stack, String resource, String sender, boolean success) throws IOException {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("Action", "SignalResource");
        form.put("LogicalResourceId", resource);
        form.put("StackName", stack);
        form.put("Status", success ? "SUCCESS" : "FAILURE");
        form.put("UniqueId", sender);
        form.put("Version", "2010-05-15");
        ask("cloudformation", form);
    }

    /**
     * Ends the wait of an instance that is launching into a group.
     *
     * @param success whether it goes into service, rather than being given up
     * @throws AwsRefusal if it was not taken
     */
    public void completeLifecycleAction(String group, String hook, String instance, boolean success)
            throws IOException {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("Action", "CompleteLifecycleAction");
        form.put("AutoScalingGroupName", group);
        form.put("InstanceId", instance);
        form.put("LifecycleActionResult", success ? "CONTINUE" : "ABANDON");
        form.put("LifecycleHookName", hook);
        form.put("Version", "2011-01-01");
        ask("autoscaling", form);
    }

    private void ask(String service, Map<String, String> form) throws IOException {
        String place = region.get()
                .orElseThrow(() -> refusal(0, "", "no region is known", "Set AWS_REGION", false, Duration.ZERO));
        byte[] body = encoded(form).getBytes(StandardCharsets.US_ASCII);
        Request request =
                new Request("POST", URI.create(endpoints.of(service, place) + "/"), Map.of("Content-Type", FORM), body);
        Credentials used = credentials.credentials();
        Request signed = new Signer(service, place, clock).sign(request, body, used);
        try (Response response = http.send(signed)) {
            String answer = new String(response.body().readNBytes(MOST_ANSWER), StandardCharsets.UTF_8);
            if (response.status() != 200) {
                throw refused(service, form, response, answer, used);
            }
        } catch (AwsRefusal refusal) {
            throw refusal;
        } catch (IOException fault) {
            throw AwsRefusal.unlessInterrupted(fault);
        }
    }

    private static String encoded(Map<String, String> form) {
        StringBuilder text = new StringBuilder();
        form.forEach((name, value) ->
                text.append(text.isEmpty() ? "" : "&").append(name).append('=').append(UriEncoding.component(value)));
        return text.toString();
    }

    private static AwsRefusal refused(
            String service, Map<String, String> form, Response response, String answer, Credentials used) {
        String code = new XmlText(answer).element("Code").orElse("");
        boolean busy = response.status() >= 500 || code.startsWith("Throttl") || code.equals("RequestLimitExceeded");
        return refusal(
                response.status(),
                code,
                service + " refuses " + form.get("Action") + " to " + used.source() + " ("
                        + (code.isEmpty() ? "status " + response.status() : code) + ")",
                "Check the names, and that the role may use " + service + ":" + form.get("Action"),
                busy,
                RetryAfter.of(response));
    }

    private static AwsRefusal refusal(
            int status, String code, String why, String action, boolean mayPass, Duration notBefore) {
        return new AwsRefusal(code, status, why, action, mayPass, notBefore);
    }
}
