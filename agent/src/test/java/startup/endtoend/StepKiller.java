package startup.endtoend;

import com.sun.jdi.ArrayReference;
import com.sun.jdi.Bootstrap;
import com.sun.jdi.ByteValue;
import com.sun.jdi.IncompatibleThreadStateException;
import com.sun.jdi.Method;
import com.sun.jdi.ReferenceType;
import com.sun.jdi.VMDisconnectedException;
import com.sun.jdi.Value;
import com.sun.jdi.VirtualMachine;
import com.sun.jdi.connect.Connector;
import com.sun.jdi.connect.IllegalConnectorArgumentsException;
import com.sun.jdi.connect.ListeningConnector;
import com.sun.jdi.event.BreakpointEvent;
import com.sun.jdi.event.ClassPrepareEvent;
import com.sun.jdi.event.Event;
import com.sun.jdi.event.EventSet;
import com.sun.jdi.request.ClassPrepareRequest;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * Kills the agent at one of its journal's writes, as a debugger: a breakpoint stops all its threads where the write
 * begins, and another where it has just ended and nothing follows from it yet. So steps 1 and 2 are before and after the
 * first write, and so on. What is killed is {@code agent.jar} as it is.
 */
final class StepKiller implements Killer, AutoCloseable {
    private static final String JOURNAL_FILE = "startup.run.JournalFile";
    private static final String WRITE = "append";

    private static final ListeningConnector CONNECTOR = Bootstrap.virtualMachineManager().listeningConnectors().stream()
            .filter(connector -> connector.name().equals("com.sun.jdi.SocketListen"))
            .findFirst()
            .orElseThrow();

    private final Map<String, Connector.Argument> arguments;
    private final String address;
    private final String record;
    private int stepsLeft;

    /** Kills at that step, from 1. */
    static StepKiller at(int step) throws IOException {
        return new StepKiller(step, "");
    }

    /** Kills at a write of such a record, before (1) or after it (2): others differ in number from run to run. */
    static StepKiller at(String record, int step) throws IOException {
        return new StepKiller(step, "\"record\":\"" + record + "\"");
    }

    private StepKiller(int step, String record) throws IOException {
        this.stepsLeft = step;
        this.record = record;
        arguments = CONNECTOR.defaultArguments();
        set("localAddress", "127.0.0.1");
        set("port", "0");
        set("timeout", "120000");
        synchronized (CONNECTOR) {
            try {
                address = CONNECTOR.startListening(arguments);
            } catch (IllegalConnectorArgumentsException e) {
                throw new IOException(e);
            }
        }
    }

    private void set(String name, String value) {
        Connector.Argument argument = arguments.get(name);
        if (argument == null) {
            throw new IllegalStateException(name);
        }
        argument.setValue(value);
    }

    @Override
    public List<String> jvmOptions() {
        return List.of("-agentlib:jdwp=transport=dt_socket,server=n,suspend=y,address=" + address);
    }

    @Override
    public boolean kills(Process agent) throws IOException, InterruptedException {
        VirtualMachine machine = accept();
        try {
            ClassPrepareRequest prepared = machine.eventRequestManager().createClassPrepareRequest();
            prepared.addClassFilter(JOURNAL_FILE);
            prepared.enable();
            while (true) {
                EventSet events = machine.eventQueue().remove();
                for (Event event : events) {
                    if (isTheStep(event)) {
                        agent.destroyForcibly().waitFor();
                        return true;
                    }
                }
                events.resume();
            }
        } catch (VMDisconnectedException ended) {
            return false;
        }
    }

    private VirtualMachine accept() throws IOException {
        try {
            return CONNECTOR.accept(arguments);
        } catch (IllegalConnectorArgumentsException e) {
            throw new IOException(e);
        }
    }

    private boolean isTheStep(Event event) {
        if (event instanceof ClassPrepareEvent prepared) {
            stopAtWrites(prepared.referenceType());
        }
        return event instanceof BreakpointEvent stopped
                && (record.isEmpty() || written(stopped).contains(record))
                && --stepsLeft == 0;
    }

    private static String written(BreakpointEvent stopped) {
        try {
            Value argument = stopped.thread().frame(0).getArgumentValues().get(0);
            StringBuilder text = new StringBuilder();
            for (Value octet : ((ArrayReference) argument).getValues()) {
                text.append((char) ((ByteValue) octet).value());
            }
            return text.toString();
        } catch (IncompatibleThreadStateException e) {
            throw new IllegalStateException("a thread at a breakpoint runs", e);
        }
    }

    private static void stopAtWrites(ReferenceType type) {
        Method write = type.methodsByName(WRITE).get(0);
        int last = write.bytecodes().length - 1; // the one return
        for (int at : new int[] {0, last}) {
            type.virtualMachine()
                    .eventRequestManager()
                    .createBreakpointRequest(write.locationOfCodeIndex(at))
                    .enable();
        }
    }

    @Override
    public void close() throws IOException {
        synchronized (CONNECTOR) {
            try {
                CONNECTOR.stopListening(arguments);
            } catch (IllegalConnectorArgumentsException e) {
                throw new IOException(e);
            }
        }
    }
}
