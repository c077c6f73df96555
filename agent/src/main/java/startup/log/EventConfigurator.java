package startup.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ConfiguratorRank;
import ch.qos.logback.core.spi.ContextAwareBase;

/**
 * What Logback finds first when it starts: one appender, and no configuration file is looked for. Public for Java's
 * service loader alone.
 */
@ConfiguratorRank(ConfiguratorRank.CUSTOM_HIGH_PRIORITY)
public final class EventConfigurator extends ContextAwareBase implements Configurator {
    @Override
    public ExecutionStatus configure(LoggerContext logback) {
        Logger root = logback.getLogger(Logger.ROOT_LOGGER_NAME);
        root.setLevel(Diagnostics.wantsDetail() ? Level.DEBUG : Level.WARN);
        EventAppender appender = new EventAppender();
        appender.setContext(logback);
        appender.start();
        root.addAppender(appender);
        return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
    }
}
