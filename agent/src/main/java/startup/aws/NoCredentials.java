package startup.aws;

import java.time.Duration;

/** Refusals of the chain itself: there was no answer of a service, so they have no code and no status. */
final class NoCredentials {
    private NoCredentials() {}

    static AwsRefusal lasting(String why, String action) {
        return new AwsRefusal("", 0, why, action, false, Duration.ZERO);
    }

    static AwsRefusal passing(String why, String action) {
        return new AwsRefusal("", 0, why, action, true, Duration.ZERO);
    }
}
