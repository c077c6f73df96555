package startup.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import org.slf4j.LoggerFactory;
import startup.base.Events;

/**
 * Lets what libraries say through SLF4J be heard as events, {@code agent.diagnostic}: warnings and errors, and
 * everything with {@code --debug}. Run events do not come this way; why is in docs/decisions/0002.
 *
 * <p>Loading Logback costs a cold start; nothing of it is loaded before {@link #install}.
 */
public final class Diagnostics implements AutoCloseable {
    private final Logger root;
    private final EventAppender appender;

    private Diagnostics(Logger root, EventAppender appender) {
        this.root = root;
        this.appender = appender;
    }

    /** From now until it is closed, what libraries say is told to {@code events}. */
    public static Diagnostics install(Events events, boolean debug) {
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
        root.setLevel(debug ? Level.DEBUG : Level.WARN);
        EventAppender appender = new EventAppender(events);
        appender.setContext(context);
        appender.start();
        root.addAppender(appender);
        return new Diagnostics(root, appender);
    }

    @Override
    public void close() {
        root.detachAppender(appender);
        appender.stop();
    }
}
