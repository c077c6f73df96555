package startup.run;

/**
 * On what terms modules are run.
 *
 * @param jobs how many run at the same time, at least 1
 */
public record RunTerms(OnFailure onFailure, int jobs, Reboots reboots) {
    /** How many modules run at the same time where nobody says: one for each processor, and not one by one. */
    public static int usualJobs() {
        return Math.max(2, Runtime.getRuntime().availableProcessors());
    }
}
