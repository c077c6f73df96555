package startup.aws;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import startup.base.RecordedEvents;
import startup.base.Ticker;
import startup.http.HttpClient;
import startup.http.HttpTimeouts;
import startup.http.ProxySettings;

/** Looks for the metadata service at its first argument, as an agent that expects none; with a second one patiently. */
final class LookupMain {
    private static final Knock PATIENT = new Knock(Duration.ofSeconds(10), Duration.ofSeconds(10), Ticker.system());

    private LookupMain() {}

    public static void main(String[] arguments) throws InterruptedException {
        long start = System.nanoTime();
        InstanceLookup lookup = new InstanceLookup(
                Optional.of(new MetadataEndpoint(URI.create(arguments[0]), Optional.empty(), false)),
                new Ec2Hardware(Path.of("/nonexistent")),
                Duration.ofSeconds(60),
                LookupMain::service,
                new RecordedEvents(),
                Ticker.system(),
                arguments.length == 1 ? Knock.brief(Ticker.system()) : PATIENT);
        boolean found = lookup.await().isPresent();
        System.out.println("found " + found + " " + (System.nanoTime() - start) / 1_000_000 + " ms");
    }

    private static MetadataService service(MetadataEndpoint endpoint) {
        HttpTimeouts timeouts = new HttpTimeouts(Duration.ofSeconds(1), Duration.ofSeconds(1));
        HttpClient http = new HttpClient(ProxySettings.none(), timeouts, "test");
        return new MetadataService(http, endpoint, false, Ticker.system());
    }
}
