package startup.endtoend;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Kills, once, one of the agents that work on a run one after another. */
interface Killer {
    /** What the agent's JVM is to be started with, so that it can be killed. */
    List<String> jvmOptions() throws IOException;

    /** Returns once this agent is killed, which true says, or about to end. */
    boolean kills(Process agent) throws IOException, InterruptedException;

    /** Lets the run come to its end. */
    static Killer none() {
        return new Killer() {
            @Override
            public List<String> jvmOptions() {
                return List.of();
            }

            @Override
            public boolean kills(Process agent) throws InterruptedException {
                agent.waitFor();
                return false;
            }
        };
    }

    /** After so much time, counted from the first agent's start. */
    static Killer after(long millis) {
        long start = System.nanoTime();
        return new Killer() {
            @Override
            public List<String> jvmOptions() {
                return List.of();
            }

            @Override
            public boolean kills(Process agent) throws InterruptedException {
                long left = millis * 1_000_000 - (System.nanoTime() - start);
                if (agent.waitFor(left, TimeUnit.NANOSECONDS)) {
                    return false;
                }
                agent.destroyForcibly().waitFor();
                return true;
            }
        };
    }
}
