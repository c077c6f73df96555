package startup.boot;

import startup.base.Events;
import startup.log.LogStores;
import startup.report.Notifier;

/**
 * Who hears of a run beside its own log.
 *
 * @param stores where logs are delivered to
 * @param notifier tells the verdict
 * @param console people only: what is told here is in no log
 */
public record Audience(LogStores stores, Notifier notifier, Events console) {}
