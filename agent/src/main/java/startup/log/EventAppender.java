package startup.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.core.UnsynchronizedAppenderBase;
import startup.base.Event;

/** Turns what a library logged into an event of one line: the logger's name, the message and what was thrown. */
final class EventAppender extends UnsynchronizedAppenderBase<ILoggingEvent> {
    @Override
    protected void append(ILoggingEvent logged) {
        StringBuilder message = new StringBuilder(logged.getLoggerName());
        message.append(": ").append(logged.getFormattedMessage());
        IThrowableProxy thrown = logged.getThrowableProxy();
        if (thrown != null) {
            message.append(" (").append(thrown.getClassName());
            message.append(": ").append(thrown.getMessage()).append(')');
        }
        Diagnostics.tell(Event.of(levelOf(logged.getLevel()), "agent.diagnostic", message.toString()));
    }

    private static Event.Level levelOf(Level level) {
        return switch (level.toInt()) {
            case Level.ERROR_INT -> Event.Level.ERROR;
            case Level.WARN_INT -> Event.Level.WARN;
            case Level.INFO_INT -> Event.Level.INFO;
            default -> Event.Level.DEBUG;
        };
    }
}
