package startup.run;

/** What came of running a module in this agent. */
sealed interface Outcome {
    String module();

    /** It has a result, which is in the journal. */
    record Ended(ModuleResult result) implements Outcome {
        @Override
        public String module() {
            return result.module();
        }
    }

    /** It is to be run again by the agent that goes on with the run: after a stop, or after a reboot it asked for. */
    record PutOff(String module, boolean untilReboot) implements Outcome {}
}
