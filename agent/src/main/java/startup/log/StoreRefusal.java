package startup.log;

import java.io.IOException;
import java.time.Duration;

/** A store that said no, and from when on it wants to be asked again. */
final class StoreRefusal extends IOException {
    private static final long serialVersionUID = 1;

    private final Duration notBefore;

    StoreRefusal(String message, Duration notBefore, Throwable cause) {
        super(message, cause);
        this.notBefore = notBefore;
    }

    Duration notBefore() {
        return notBefore;
    }
}
