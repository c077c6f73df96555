package startup.report;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import startup.aws.AwsRefusal;
import startup.aws.LaunchSignals;
import startup.base.Deadline;
import startup.base.Events;
import startup.base.Json;
import startup.base.RetryPolicy;
import startup.base.Secret;
import startup.base.Ticker;
import startup.http.HttpClient;
import startup.http.NetworkFault;
import startup.http.Request;
import startup.http.Response;

/**
 * Tells the verdict to whoever waits for it. What cannot be told is tried again for a while and then given up with a
 * warning: it changes nothing about the verdict.
 *
 * <p>Source for wait conditions: AWS CloudFormation User Guide, "Wait condition signal JSON format".
 */
public final class Notifier {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final RetryPolicy PAUSES = new RetryPolicy(Duration.ofSeconds(1), Duration.ofSeconds(8));
    private static final String JSON = "application/json";

    private final List<Notification> notifications;
    private final Supplier<HttpClient> http;
    private final Supplier<LaunchSignals> signals;
    private final Events events;
    private final Ticker ticker;
    private final RandomGenerator random;

    /** Asks for a client, or for AWS, only if there is somebody to be told by it. */
    public Notifier(
            List<Notification> notifications,
            Supplier<HttpClient> http,
            Supplier<LaunchSignals> signals,
            Events events,
            Ticker ticker,
            RandomGenerator random) {
        this.notifications = List.copyOf(notifications);
        this.http = http;
        this.signals = signals;
        this.events = events;
        this.ticker = ticker;
        this.random = random;
    }

    /** Whether there is anybody to be told. */
    public boolean hasListeners() {
        return !notifications.isEmpty();
    }

    /** The URLs are secrets from now on. */
    public void conceal() {
        for (Notification each : notifications) {
            if (each instanceof Notification.Webhook hook) {
                events.conceal(Secret.ofText(hook.url().toString()));
            } else if (each instanceof Notification.WaitCondition condition) {
                events.conceal(Secret.ofText(condition.url().toString()));
            }
        }
    }

    /**
     * Tells each of them, or gives it up.
     *
     * @param verdict which has ended
     * @param sender what tells this machine from others: the instance id, or the host's name
     */
    public void tell(VerdictDocument verdict, String sender) throws InterruptedException {
        for (Notification each : notifications) {
            tell(each, verdict, sender);
        }
    }

    private void tell(Notification notification, VerdictDocument verdict, String sender) throws InterruptedException {
        Deadline end = Deadline.after(PATIENCE, ticker);
        for (int tries = 1; ; tries++) {
            try {
                send(notification, verdict, sender);
                events.info("notify.sent", "Told " + notification.display() + " the verdict");
                return;
            } catch (IOException e) {
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
                Duration pause = PAUSES.pauseAfter(tries, random);
                if (!mayPass(e) || pause.compareTo(end.remaining()) >= 0) {
                    events.warn(
                            "notify.failed", "The verdict was not told to " + notification.display() + ": " + why(e));
                    return;
                }
                ticker.sleep(pause);
            }
        }
    }

    private void send(Notification notification, VerdictDocument verdict, String sender) throws IOException {
        boolean success = !verdict.isFailed();
        if (notification instanceof Notification.Webhook hook) {
            post(new Request("POST", hook.url(), Map.of("Content-Type", JSON), bytes(verdict.toJson())));
        } else if (notification instanceof Notification.WaitCondition condition) {
            // the URL is signed without a content type
            post(new Request("PUT", condition.url(), Map.of(), bytes(signal(verdict, sender, success))));
        } else if (notification instanceof Notification.StackSignal stack) {
            signals.get().signalResource(stack.stack(), stack.resource(), sender, success);
        } else if (notification instanceof Notification.LifecycleHook hook) {
            signals.get().completeLifecycleAction(hook.group(), hook.hook(), sender, success);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String signal(VerdictDocument verdict, String sender, boolean success) {
        String cause = verdict.cause();
        Map<String, Object> signal = new LinkedHashMap<>();
        signal.put("Status", success ? "SUCCESS" : "FAILURE");
        signal.put("Reason", cause == null ? "verdict " + verdict.verdict() : cause);
        signal.put("UniqueId", sender);
        signal.put("Data", verdict.run());
        return Json.write(signal);
    }

    private void post(Request request) throws IOException {
        try (Response response = http.get().send(request)) {
            if (response.status() / 100 != 2) {
                throw new Unwelcome(response.status());
            }
        }
    }

    private static boolean mayPass(IOException e) {
        if (e instanceof AwsRefusal refusal) {
            return refusal.mayPass();
        }
        return e instanceof Unwelcome answer
                ? answer.mayPass()
                : NetworkFault.of(e).mayPass();
    }

    private static String why(IOException e) {
        return e instanceof AwsRefusal || e instanceof Unwelcome
                ? String.valueOf(e.getMessage())
                : NetworkFault.of(e).why();
    }

    /** An answer that takes no notice. */
    private static final class Unwelcome extends IOException {
        private static final long serialVersionUID = 1;

        private final int status;

        Unwelcome(int status) {
            super("it answered " + status);
            this.status = status;
        }

        boolean mayPass() {
            return status == 429 || status >= 500;
        }
    }
}
