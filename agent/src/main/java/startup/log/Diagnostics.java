package startup.log;

import org.jspecify.annotations.Nullable;
import startup.base.Event;
import startup.base.Events;

/**
 * Lets what libraries say through SLF4J be heard as events, {@code agent.diagnostic}: warnings and errors, and more with
 * {@code --debug}. Run events do not come this way. Logback stands between, but is loaded only by the first line that
 * is to be heard; why, and what that saves, is in docs/decisions/0002.
 *
 * <p>To be installed before any library is used. There is one for the whole process, because SLF4J and Logback make
 * their parts themselves, and what they make can be given nothing.
 */
public final class Diagnostics implements AutoCloseable {
    /** {@link DeferredLogback}, whose class literal would load SLF4J. */
    private static final String PROVIDER = "startup.log.DeferredLogback";

    private static volatile @Nullable Diagnostics installed;

    private final Events events;
    private final boolean debug;

    private Diagnostics(Events events, boolean debug) {
        this.events = events;
        this.debug = debug;
    }

    /** From now until it is closed, what libraries say is told to {@code events}. */
    public static Diagnostics install(Events events, boolean debug) {
        System.setProperty("slf4j.provider", PROVIDER);
        // Or SLF4J prints which provider it was told to load.
        System.setProperty("slf4j.internal.verbosity", "WARN");
        Diagnostics fresh = new Diagnostics(events, debug);
        installed = fresh;
        return fresh;
    }

    @Override
    public void close() {
        installed = null;
    }

    static boolean wantsWarnings() {
        return installed != null;
    }

    static boolean wantsDetail() {
        Diagnostics present = installed;
        return present != null && present.debug;
    }

    static void tell(Event event) {
        Diagnostics present = installed;
        if (present != null) {
            present.events.emit(event);
        }
    }
}
