package startup.log;

import ch.qos.logback.classic.spi.LogbackServiceProvider;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.ILoggerFactory;
import org.slf4j.IMarkerFactory;
import org.slf4j.Logger;
import org.slf4j.helpers.BasicMarkerFactory;
import org.slf4j.helpers.NOPMDCAdapter;
import org.slf4j.spi.MDCAdapter;
import org.slf4j.spi.SLF4JServiceProvider;

/**
 * Gives libraries loggers that start Logback when there is something to be heard, and not when a class that has a logger
 * is loaded. Public for SLF4J alone, which makes it. Source: SLF4J 2.0, "slf4j.provider".
 */
public final class DeferredLogback implements SLF4JServiceProvider, ILoggerFactory {
    private final ConcurrentMap<String, Logger> loggers = new ConcurrentHashMap<>();
    private final IMarkerFactory markers = new BasicMarkerFactory();
    private final MDCAdapter context = new NOPMDCAdapter();
    private @Nullable LogbackServiceProvider logback;

    @Override
    public Logger getLogger(String name) {
        Logger known = loggers.get(name);
        if (known != null) {
            return known;
        }
        Logger fresh = new DeferredLogger(name, this);
        Logger first = loggers.putIfAbsent(name, fresh);
        return first == null ? fresh : first;
    }

    /** The logger that does the work. */
    synchronized Logger started(String name) {
        if (logback == null) {
            logback = new LogbackServiceProvider();
            logback.initialize();
        }
        return logback.getLoggerFactory().getLogger(name);
    }

    @Override
    public ILoggerFactory getLoggerFactory() {
        return this;
    }

    @Override
    public IMarkerFactory getMarkerFactory() {
        return markers;
    }

    @Override
    public MDCAdapter getMDCAdapter() {
        return context;
    }

    /** The newest SLF4J that this may be used with. */
    @Override
    public String getRequestedApiVersion() {
        return "2.0.99";
    }

    @Override
    public void initialize() {}
}
