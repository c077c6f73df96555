package startup.run;

import startup.base.AgentException;

/** Is told of an attempt's process as soon as there is one. */
interface Witness {
    void started(ProcessName process) throws AgentException;
}
