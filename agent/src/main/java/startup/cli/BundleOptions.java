package startup.cli;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import startup.base.AgentException;
import startup.base.ExitStatus;
import startup.boot.Arrival;
import startup.boot.Demands;
import startup.boot.Intake;
import startup.bundle.ArchiveFormat;
import startup.bundle.DirectoryCopy;
import startup.bundle.Limits;
import startup.bundle.Unpacker;
import startup.fetch.Fetcher;
import startup.fetch.Location;
import startup.fetch.Opened;
import startup.proof.DigestingInputStream;
import startup.proof.Sha256;
import startup.seal.CloudKeys;
import startup.seal.KeyRing;
import startup.seal.KeySource;
import startup.seal.NoSeal;
import startup.seal.SealInspector;
import startup.seal.SealPins;
import startup.seal.Unsealed;
import startup.seal.Unsealer;

/** What the options say of a bundle, and the stages of its way that follow from them. All are checked at once, early. */
final class BundleOptions {
    private static final Duration FETCH_TIMEOUT = Duration.ofMinutes(10);

    private final Session session;
    private final Location location;
    private final List<KeySource> keys = new ArrayList<>();
    private final SealPins pins;
    private final Demands demands;
    private final Limits limits;
    private final Duration fetchTimeout;
    private final Cloud cloud;

    BundleOptions(Session session) throws AgentException {
        Arguments arguments = session.arguments();
        this.session = session;
        this.location = location(arguments, session.terminal());
        for (String source : arguments.all(CliOption.KEY)) {
            keys.add(KeySource.parse(source));
        }
        this.pins = pins(arguments);
        Optional<String> sha256 = arguments.value(CliOption.SHA256);
        this.demands = new Demands(
                sha256.isPresent() ? Optional.of(Sha256.parse(sha256.get())) : Optional.empty(),
                arguments.has(CliOption.REQUIRE_PROOF));
        this.limits = new Limits(
                arguments.size(CliOption.MAX_SIZE).orElse(Limits.DEFAULT.maxSize()),
                arguments.count(CliOption.MAX_FILES).map(Integer::longValue).orElse(Limits.DEFAULT.maxFiles()));
        this.cloud = session.cloud();
        this.fetchTimeout = arguments.duration(CliOption.FETCH_TIMEOUT).orElse(FETCH_TIMEOUT);
    }

    private static Location location(Arguments arguments, Terminal terminal) throws AgentException {
        Optional<String> bundle = arguments.value(CliOption.BUNDLE);
        if (bundle.isEmpty()) {
            throw new AgentException(
                    ExitStatus.USAGE,
                    "No bundle was named",
                    "there is neither --bundle nor a word for it",
                    "Write agent " + arguments.command().word() + " --bundle BUNDLE, or see --help");
        }
        return Location.parse(bundle.get(), terminal.workingFolder());
    }

    private static SealPins pins(Arguments arguments) throws AgentException {
        Optional<Integer> rounds = arguments.count(CliOption.ITER);
        return SealPins.of(
                arguments.value(CliOption.CIPHER),
                arguments.value(CliOption.MD),
                arguments.has(CliOption.PBKDF2),
                rounds.isPresent() ? OptionalInt.of(rounds.get()) : OptionalInt.empty(),
                arguments.has(CliOption.NOSALT),
                arguments.has(CliOption.BASE64));
    }

    Location location() {
        return location;
    }

    Demands demands() {
        return demands;
    }

    boolean hasKeys() {
        return !keys.isEmpty();
    }

    SealPins pins() {
        return pins;
    }

    /** Variables that hold a key: modules do not inherit them. */
    Set<String> variablesOfKeys() {
        Set<String> names = new HashSet<>();
        for (KeySource key : keys) {
            key.environmentVariable().ifPresent(names::add);
        }
        return names;
    }

    /** Tags that hold a key: neither modules nor files see them. */
    Set<String> tagsOfKeys() {
        Set<String> names = new HashSet<>();
        for (KeySource key : keys) {
            key.tag().ifPresent(names::add);
        }
        return names;
    }

    /**
     * The digest of the bundle as it lies there, and whether it is sealed.
     *
     * @throws AgentException as a boot would: what cannot be fetched has none
     */
    Pinned pin() throws IOException {
        try (Opened opened = fetcher().open(location);
                DigestingInputStream bytes = new DigestingInputStream(opened.bytes(), Optional.empty())) {
            boolean sealed = !(look(bytes).seal() instanceof NoSeal);
            bytes.drain();
            return new Pinned(bytes.digest(), sealed);
        }
    }

    /** What is known of a bundle that somebody has looked at. */
    record Pinned(Sha256 digest, boolean sealed) {}

    Arrival arrival(boolean judgePlaintext) {
        CloudKeys cloudKeys = new CloudKeys(cloud::secretServices, cloud.instance(), session.log());
        KeyRing ring =
                new KeyRing(keys, session.terminal().environment(), new ConsolePrompt(), cloudKeys, session.log());
        Unsealer unsealer = new Unsealer(ring, pins, ArchiveFormat::recognises, judgePlaintext, session.log());
        return new Arrival(fetcher(), fetched -> unseal(fetched, unsealer, ring), demands, session.log());
    }

    /** The keys are wiped as soon as the seal is open, long before the last byte has come. */
    private static Unsealed unseal(InputStream fetched, Unsealer unsealer, KeyRing ring) throws IOException {
        try (ring) {
            return unsealer.open(fetched);
        }
    }

    /** The seal is only looked at: what is sealed stays so. */
    Arrival arrivalStillSealed() {
        return new Arrival(fetcher(), this::look, demands, session.log());
    }

    private Unsealed look(InputStream fetched) throws IOException {
        SealInspector.Inspection seen = new SealInspector(pins).inspect(fetched);
        return new Unsealed(seen.stream(), seen.seal());
    }

    private Unpacker unpacker() {
        return new Unpacker(limits, session.log());
    }

    Intake intake() {
        return intake(arrival(true));
    }

    Intake intake(Arrival arrival) {
        return new Intake(arrival, unpacker(), new DirectoryCopy(limits, session.log()), demands);
    }

    private Fetcher fetcher() {
        return new Fetcher(
                () -> session.http(fetchTimeout),
                () -> cloud.s3(fetchTimeout),
                session.terminal().in(),
                fetchTimeout,
                session.progress(),
                session.log(),
                session.ticker(),
                session.random());
    }
}
