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

/** Looks for the metadata service at its one argument, as an agent does that expects none, and says how long that took. */
final class LookupMain {
    private LookupMain() {}

    public static void main(String[] arguments) throws InterruptedException {
        long start = System.nanoTime();
        InstanceLookup lookup = new InstanceLookup(
                Optional.of(new MetadataEndpoint(URI.create(arguments[0]), Optional.empty(), false)),
                new Ec2Hardware(Path.of("/nonexistent")),
                Duration.ofSeconds(60),
                LookupMain::service,
                new RecordedEvents(),
                Ticker.system());
        boolean found = lookup.await().isPresent();
        System.out.println("found " + found + " " + (System.nanoTime() - start) / 1_000_000 + " ms");
    }

    private static MetadataService service(MetadataEndpoint endpoint) {
        HttpTimeouts timeouts = new HttpTimeouts(Duration.ofSeconds(1), Duration.ofSeconds(1));
        HttpClient http = new HttpClient(ProxySettings.none(), timeouts, "test");
        return new MetadataService(http, endpoint, false, Ticker.system());
    }
}
