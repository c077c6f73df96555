package startup.cli;

import java.io.FileInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import startup.base.AgentException;
import startup.base.Events;
import startup.base.Progress;
import startup.base.Secret;
import startup.base.Ticker;
import startup.http.HttpClient;
import startup.http.HttpTimeouts;
import startup.http.ProxySettings;
import startup.log.Console;
import startup.log.Diagnostics;
import startup.log.EventLog;
import startup.log.ProgressLine;
import startup.log.Redactor;

/**
 * What every command of one process shares: the terminal, the arguments, the log, the clock and, once somebody asks for
 * it, the HTTP client.
 */
final class Session implements AutoCloseable {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration IDLE_TIMEOUT = Duration.ofSeconds(30);

    private final Terminal terminal;
    private final Arguments arguments;
    private final Console console;
    private final EventLog log;
    private final EventLog aside;
    private final ProxySettings proxies;
    private final Progress progress;
    private final RandomGenerator random = new SplittableRandom(seed());
    private final Map<Duration, HttpClient> clients = new HashMap<>();
    private @Nullable Cloud cloud;
    private @Nullable Diagnostics diagnostics;

    Session(Terminal terminal, Arguments arguments, Redactor redactor) {
        this.terminal = terminal;
        this.arguments = arguments;
        boolean colour = terminal.watched() && !terminal.environment().containsKey("NO_COLOR");
        this.console = new Console(terminal.err(), colour, arguments.has(CliOption.DEBUG));
        this.log = new EventLog(InstantSource.system(), redactor, List.of(console));
        this.aside = new EventLog(InstantSource.system(), redactor, List.of(console));
        this.proxies = ProxySettings.of(terminal.environment());
        for (Secret password : proxies.passwords()) {
            log.conceal(password); // modules inherit these variables, and may print them
        }
        this.progress = terminal.watched() ? new ProgressLine(console, ticker()) : Progress.UNSEEN;
    }

    /** Of the kernel's random bytes, so that machines of one image that start together differ. */
    private static long seed() {
        ByteBuffer bytes = ByteBuffer.allocate(Long.BYTES);
        try (FileInputStream kernel = new FileInputStream("/dev/urandom")) {
            if (kernel.read(bytes.array()) == Long.BYTES) {
                return bytes.getLong();
            }
        } catch (IOException noSuchDevice) {
            // the JVM's own seed below does for a laptop
        }
        return new SplittableRandom().nextLong();
    }

    Terminal terminal() {
        return terminal;
    }

    Arguments arguments() {
        return arguments;
    }

    EventLog log() {
        return log;
    }

    /** People only: what is told here is in no file. */
    Events console() {
        return aside;
    }

    Progress progress() {
        return progress;
    }

    Ticker ticker() {
        return Ticker.system();
    }

    /** Spreads retries and tells runs apart; nothing secret depends on it. Ready at once, unlike a secure one. */
    RandomGenerator random() {
        return random;
    }

    /**
     * Made when it is first wanted: a boot from a file loads no class of HTTP, nor of what its library logs with.
     *
     * @param patience the longest time without a new byte; a connection that is silent for less is left alone
     */
    synchronized HttpClient http(Duration patience) {
        Duration idle = patience.compareTo(IDLE_TIMEOUT) < 0 ? patience : IDLE_TIMEOUT;
        HttpClient client = clients.get(idle);
        if (client == null) {
            client = client(proxies, new HttpTimeouts(CONNECT_TIMEOUT, idle));
            clients.put(idle, client);
        }
        return client;
    }

    /** As patient as a client may be. */
    HttpClient http() {
        return http(IDLE_TIMEOUT);
    }

    /** Another one; the caller closes it. */
    synchronized HttpClient client(ProxySettings through, HttpTimeouts timeouts) {
        if (diagnostics == null) {
            diagnostics = Diagnostics.install(log, arguments.has(CliOption.DEBUG));
        }
        return new HttpClient(
                through, timeouts, "startup-agent/" + Version.ofThisBuild().version());
    }

    /** AWS, as the options and the environment say. */
    Cloud cloud() throws AgentException {
        if (cloud == null) {
            cloud = new Cloud(this);
        }
        return cloud;
    }

    @Override
    public void close() {
        if (cloud != null) {
            cloud.close();
        }
        clients.values().forEach(HttpClient::close);
        if (diagnostics != null) {
            diagnostics.close();
        }
        log.close();
    }
}
