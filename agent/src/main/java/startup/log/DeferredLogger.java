package startup.log;

import org.jspecify.annotations.Nullable;
import org.slf4j.Marker;
import org.slf4j.event.Level;
import org.slf4j.helpers.LegacyAbstractLogger;
import org.slf4j.spi.LoggingEventBuilder;

/** Knows by itself what is to be heard, and hands that on. */
final class DeferredLogger extends LegacyAbstractLogger {
    private static final long serialVersionUID = 1L;

    private final transient DeferredLogback logback;
    private final boolean tellsEveryByte;

    DeferredLogger(String name, DeferredLogback logback) {
        this.name = name;
        this.logback = logback;
        // HttpClient's, which would tell a bundle byte by byte.
        this.tellsEveryByte = name.endsWith(".wire");
    }

    @Override
    public boolean isTraceEnabled() {
        return false;
    }

    @Override
    public boolean isDebugEnabled() {
        return Diagnostics.wantsDetail() && !tellsEveryByte;
    }

    @Override
    public boolean isInfoEnabled() {
        return Diagnostics.wantsDetail();
    }

    @Override
    public boolean isWarnEnabled() {
        return Diagnostics.wantsWarnings();
    }

    @Override
    public boolean isErrorEnabled() {
        return Diagnostics.wantsWarnings();
    }

    @Override
    protected @Nullable String getFullyQualifiedCallerName() {
        return null;
    }

    @Override
    protected void handleNormalizedLoggingCall(
            Level level,
            @Nullable Marker marker,
            String message,
            Object @Nullable [] arguments,
            @Nullable Throwable thrown) {
        LoggingEventBuilder event = logback.started(name).atLevel(level);
        if (thrown != null) {
            event = event.setCause(thrown);
        }
        event.log(message, arguments == null ? new Object[0] : arguments);
    }
}
