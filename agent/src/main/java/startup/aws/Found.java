package startup.aws;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How a search ended.
 *
 * @param service the service, unless there is none or it was not asked
 * @param metadata what it told, or what a person wrote down in its place
 * @param why what to answer to whoever wants the service nevertheless; null only if it is there
 */
record Found(
        Optional<MetadataService> service,
        Optional<InstanceMetadata> metadata,
        @Nullable AwsRefusal why) {
    static Found of(MetadataService service, InstanceMetadata metadata) {
        return new Found(Optional.of(service), Optional.of(metadata), null);
    }

    static Found told(Optional<InstanceMetadata> metadata) {
        return new Found(Optional.empty(), metadata, noService("--metadata stands in its place"));
    }

    static Found none(AwsRefusal why) {
        return new Found(Optional.empty(), Optional.empty(), why);
    }

    static AwsRefusal noService(String because) {
        return refusal("the instance metadata service is not there: ".concat(because), false);
    }

    static AwsRefusal unreachable(String because) {
        return refusal("the instance metadata service is not there: ".concat(because), true);
    }

    private static AwsRefusal refusal(String why, boolean mayPass) {
        String action = "On an EC2 instance, check its metadata options and its network; elsewhere do without";
        return new AwsRefusal("", 0, why, action, mayPass, Duration.ZERO);
    }

    /** The service, or why there is none. */
    MetadataService demand() throws AwsRefusal {
        if (service.isPresent()) {
            return service.get();
        }
        throw why == null ? noService("nobody looked") : lasting(why);
    }

    /** The search is over: asking again would only bring the same. */
    private static AwsRefusal lasting(AwsRefusal why) {
        return new AwsRefusal(why.code(), why.status(), why.why(), why.action(), false, why.notBefore());
    }
}
