package startup.log;

/** Which machine speaks, as far as the cloud's metadata told. Elastic Common Schema: {@code cloud.instance.id}, {@code cloud.region}. */
public record CloudFacts(String instanceId, String region) {}
