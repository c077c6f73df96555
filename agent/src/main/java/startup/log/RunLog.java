package startup.log;

import java.nio.file.Path;

/**
 * The files of a run that are delivered, and the one that says what has been. All in one folder of the agent's own.
 *
 * @param started one line: which run began, where and with what
 * @param events the spool
 * @param verdict one line; final when the run has ended
 * @param shipped how far delivery has come: {@link Shipment}
 */
public record RunLog(Path started, Path events, Path verdict, Path shipped) {}
