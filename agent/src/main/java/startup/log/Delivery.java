package startup.log;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.util.Optional;

/**
 * Puts a run's log where it is delivered to, piece by piece, in the order in which it came to be. What is going to be
 * put is on disk before it is put, and put again with the same bytes if nobody knows whether it arrived: nothing is
 * missing and nothing is double, whenever the agent or the machine dies.
 *
 * <p>For one thread. A failed step may be taken again at any time, by another process too.
 */
public final class Delivery {
    private final RunLog log;
    private final LogStore store;
    private Shipment shipment;
    /** Whether {@link Shipment#underWay} has arrived for certain. */
    private boolean arrived;

    public Delivery(RunLog log, Shipment shipment, LogStore store) {
        this.log = log;
        this.shipment = shipment;
        this.store = store;
        this.arrived = shipment.underWay().isEmpty();
    }

    /** Delivers what tells of the start, unless it has been; says whether it had to. */
    boolean putStarted() throws IOException {
        if (shipment.started()) {
            return false;
        }
        store.put(shipment.place().started(), Files.readAllBytes(log.started()));
        keep(shipment.withStarted());
        return true;
    }

    /** Delivers one more segment; says whether there was any. */
    boolean putSegment() throws IOException {
        if (!arrived) {
            put(shipment.underWay());
            return true;
        }
        Optional<Segment> next = Segment.next(log.events(), shipment.underWay().to());
        if (next.isEmpty()) {
            return false;
        }
        keep(shipment.with(next.get()));
        arrived = false;
        put(next.get());
        return true;
    }

    private void put(Segment segment) throws IOException {
        store.put(shipment.place().segment(segment.first()), segment.compressed(log.events()));
        arrived = true;
    }

    /** Overwrites what tells that the machine lives. */
    void putAlive(byte[] document) throws IOException {
        store.put(shipment.place().alive(), document);
    }

    /** Delivers all that is left, the verdict last, if it is final. */
    public void putRest(boolean ended) throws IOException {
        boolean more = true;
        while (more && !Thread.currentThread().isInterrupted()) {
            more = putMore(ended);
        }
        if (more) {
            throw new InterruptedIOException("told to stop while the log was being delivered");
        }
    }

    /** Delivers one more piece; says whether there was any. */
    boolean putMore(boolean ended) throws IOException {
        putStarted();
        if (putSegment()) {
            return true;
        }
        settle();
        if (!ended || shipment.verdict()) {
            return false;
        }
        store.put(shipment.place().verdict(), Files.readAllBytes(log.verdict()));
        keep(shipment.withVerdict());
        return true;
    }

    /** Notes that the last segment has arrived, so that whoever looks later does not put it again. */
    private void settle() throws IOException {
        if (!shipment.underWay().isEmpty()) {
            keep(shipment.with(shipment.underWay().end()));
        }
    }

    /** Whether there is nothing to deliver, the verdict included if it is final. */
    public boolean isComplete(boolean ended) throws IOException {
        return shipment.started()
                && arrived
                && (!ended || shipment.verdict())
                && Segment.next(log.events(), shipment.underWay().to()).isEmpty();
    }

    /** Bytes of the spool that are not known to have arrived. */
    long missing() throws IOException {
        long there = arrived ? shipment.underWay().to() : shipment.underWay().from();
        return Files.size(log.events()) - there;
    }

    private void keep(Shipment next) throws IOException {
        next.write(log.shipped());
        shipment = next;
    }
}
