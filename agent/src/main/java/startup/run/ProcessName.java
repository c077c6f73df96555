package startup.run;

/**
 * Names a process for good: ids are used again, ticks begin anew with each boot.
 *
 * @param started ticks since the machine's boot, as {@link ProcessEntry#started}
 * @param boot as {@link BootId#current}
 */
public record ProcessName(long pid, long started, String boot) {
    /** Whether that very process lives still, on the machine as it was booted now. */
    public boolean lives(String currentBoot) {
        return BootId.same(boot, currentBoot)
                && ProcessEntry.of(pid).filter(this::is).isPresent();
    }

    private boolean is(ProcessEntry found) {
        return found.started() == started && found.lives();
    }
}
