package startup.run;

/** What a run does when an essential module has failed. */
public enum OnFailure {
    /** No further module is started, as in the bash loop. */
    STOP,
    /** All are run but those that require a module that failed. */
    CONTINUE
}
