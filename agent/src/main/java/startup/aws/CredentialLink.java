package startup.aws;

import java.io.IOException;
import java.util.Optional;

/** One place where credentials may be found. */
interface CredentialLink {
    /**
     * Credentials as this place has them now; empty if it has none and the next place is to be asked.
     *
     * @param mayWait whether to wait for what is expected soon; without it one look is taken
     * @throws AwsRefusal if this place is meant to be used and fails: the next ones are not asked then
     */
    Optional<Credentials> find(boolean mayWait) throws IOException;

    /** What was looked at, for the sentence that says that nothing was found there. */
    String lookedAt();

    /** What a person can do about it, if this place knows; empty if not. */
    default String remedy() {
        return "";
    }
}
