package startup.boot;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import startup.base.AgentException;
import startup.base.Events;
import startup.base.ExitStatus;
import startup.fetch.Fetcher;
import startup.fetch.Location;
import startup.fetch.Opened;
import startup.proof.DigestingInputStream;
import startup.seal.NoSeal;
import startup.seal.Seal;
import startup.seal.Unsealed;

/**
 * The way of a byte: fetch, proof, seal, and whatever use is made of the plaintext; one pass and no temporary archive.
 */
public final class Arrival {
    /** What is done with the plaintext while it is still arriving, when nothing of it is proven yet. */
    @FunctionalInterface
    public interface Use<T> {
        T of(Unsealed unsealed) throws IOException;
    }

    /** How plaintext is made of what was fetched: by taking the seal off, or by only looking at it. */
    @FunctionalInterface
    public interface Opening {
        Unsealed open(InputStream fetched) throws IOException;
    }

    private final Fetcher fetcher;
    private final Opening opening;
    private final Demands demands;
    private final Events events;

    public Arrival(Fetcher fetcher, Opening opening, Demands demands, Events events) {
        this.fetcher = fetcher;
        this.opening = opening;
        this.demands = demands;
        this.events = events;
    }

    /** Returns when the bundle's last byte has come and every demanded proof has held, and not before. */
    public <T> Arrived<T> bring(Location location, Use<T> use) throws IOException {
        try (Opened opened = fetcher.open(location);
                DigestingInputStream fetched = new DigestingInputStream(opened.bytes(), demands.sha256())) {
            return bring(location, fetched, use);
        }
    }

    private <T> Arrived<T> bring(Location location, DigestingInputStream fetched, Use<T> use) throws IOException {
        try {
            Unsealed unsealed = opening.open(fetched);
            List<String> proofs = proofs(location, unsealed.seal());
            T result = use.of(unsealed);
            fetched.drain();
            return new Arrived<>(
                    result,
                    facts(location, fetched, unsealed.seal(), proofs),
                    unsealed.seal().describe());
        } catch (AgentException refused) {
            throw firstInTheOrderOfTheStream(fetched, refused);
        }
    }

    private static BundleFacts facts(Location location, DigestingInputStream fetched, Seal seal, List<String> proofs) {
        return new BundleFacts(
                location.display(),
                Optional.of(fetched.digest().hex()),
                seal instanceof NoSeal ? Optional.empty() : Optional.of(seal.name()),
                proofs);
    }

    /** A bundle that is not the one that was meant explains every later refusal, so a demanded digest comes first. */
    private AgentException firstInTheOrderOfTheStream(DigestingInputStream fetched, AgentException refused)
            throws InterruptedIOException {
        if (demands.sha256().isEmpty()) {
            return refused;
        }
        try {
            fetched.drain();
            return refused;
        } catch (AgentException earlier) {
            return earlier;
        } catch (InterruptedIOException toldToStop) {
            toldToStop.addSuppressed(refused);
            throw toldToStop;
        } catch (IOException e) {
            refused.addSuppressed(e);
            return refused;
        }
    }

    /** What will have proven it when the stream has ended; nothing at all is told, or refused. */
    private List<String> proofs(Location location, Seal seal) throws AgentException {
        List<String> proofs = new ArrayList<>();
        demands.sha256().ifPresent(demanded -> proofs.add("sha256"));
        if (seal.isProof()) {
            proofs.add("age-passphrase");
        }
        if (proofs.isEmpty()) {
            unproven(location);
        }
        return proofs;
    }

    private void unproven(Location location) throws AgentException {
        if (demands.proof()) {
            throw new AgentException(
                    ExitStatus.NOT_PROVEN,
                    "Bundle " + location.display() + " was refused",
                    "nothing proves that it is the one that was meant, and --require-proof is set",
                    "Give its digest with --sha256, or seal it with an age passphrase");
        }
        events.warn(
                "bundle.unproven",
                "NOTHING PROVES bundle " + location.display()
                        + ": whoever can write there decides what runs on this machine. Pin it with --sha256");
    }
}
