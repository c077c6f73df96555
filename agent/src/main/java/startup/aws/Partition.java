package startup.aws;

/**
 * A part of AWS with accounts and names of its own: what its hosts end in.
 *
 * <p>Source: partitions.json of the AWS SDKs.
 */
enum Partition {
    CHINA("cn-", "amazonaws.com.cn", "api.amazonwebservices.com.cn"),
    SOVEREIGN_EUROPE("eusc-", "amazonaws.eu", "api.amazonwebservices.eu"),
    ISO("us-iso-", "c2s.ic.gov", "api.aws.ic.gov"),
    ISO_B("us-isob-", "sc2s.sgov.gov", "api.aws.scloud"),
    ISO_E("eu-isoe-", "cloud.adc-e.uk", "api.cloud-aws.adc-e.uk"),
    ISO_F("us-isof-", "csp.hci.ic.gov", "api.aws.hci.ic.gov"),
    /** Also GovCloud. */
    COMMERCIAL("", "amazonaws.com", "api.aws");

    private final String regionsBegin;
    private final String suffix;
    private final String dualStackSuffix;

    Partition(String regionsBegin, String suffix, String dualStackSuffix) {
        this.regionsBegin = regionsBegin;
        this.suffix = suffix;
        this.dualStackSuffix = dualStackSuffix;
    }

    static Partition of(String region) {
        for (Partition partition : values()) {
            if (region.startsWith(partition.regionsBegin)) {
                return partition;
            }
        }
        return COMMERCIAL;
    }

    String suffix() {
        return suffix;
    }

    /** For services that answer over IPv6 under a name of their own. */
    String dualStackSuffix() {
        return dualStackSuffix;
    }
}
