package startup.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EndpointsTest {
    private static final Endpoints PUBLIC = Endpoints.of(Map.of());

    private static String object(Endpoints endpoints, String bucket, String key) throws AwsRefusal {
        return endpoints
                .of(new S3Object(bucket, key, Optional.empty()), "eu-west-1")
                .toString();
    }

    @ParameterizedTest
    @CsvSource({
        "s3, eu-west-1, https://s3.eu-west-1.amazonaws.com",
        "ssm, us-gov-west-1, https://ssm.us-gov-west-1.amazonaws.com",
        "secretsmanager, cn-north-1, https://secretsmanager.cn-north-1.amazonaws.com.cn",
        "kms, eusc-de-east-1, https://kms.eusc-de-east-1.amazonaws.eu",
        "sts, us-iso-east-1, https://sts.us-iso-east-1.c2s.ic.gov",
    })
    void aServiceIsAtThePublicAddressOfItsRegionAndPartition(String service, String region, String uri)
            throws AwsRefusal {
        assertThat(PUBLIC.of(service, region)).hasToString(uri);
    }

    @Test
    void dualStackAndFipsAddressesAreTakenWhereTheEnvironmentAsks() throws AwsRefusal {
        Endpoints dual = Endpoints.of(Map.of("AWS_USE_DUALSTACK_ENDPOINT", "true"));
        Endpoints fips = Endpoints.of(Map.of("AWS_USE_FIPS_ENDPOINT", "true"));
        assertThat(dual.of("s3", "eu-west-1")).hasToString("https://s3.dualstack.eu-west-1.amazonaws.com");
        assertThat(dual.of("ssm", "eu-west-1")).hasToString("https://ssm.eu-west-1.api.aws");
        assertThat(fips.of("s3", "us-east-1")).hasToString("https://s3-fips.us-east-1.amazonaws.com");
        assertThat(object(dual, "acme", "k")).isEqualTo("https://acme.s3.dualstack.eu-west-1.amazonaws.com/k");
    }

    @ParameterizedTest
    @CsvSource({
        "s3, AWS_ENDPOINT_URL_S3",
        "ssm, AWS_ENDPOINT_URL_SSM",
        "secretsmanager, AWS_ENDPOINT_URL_SECRETS_MANAGER",
        "kms, AWS_ENDPOINT_URL_KMS",
        "sts, AWS_ENDPOINT_URL_STS"
    })
    void theServicesOwnVariableWinsOverTheOneOfAll(String service, String variable) throws AwsRefusal {
        Map<String, String> both = Map.of("AWS_ENDPOINT_URL", "http://all:1", variable, "http://own:2/base/");
        assertThat(Endpoints.of(both).of(service, "eu-west-1")).hasToString("http://own:2/base");
        Map<String, String> all = Map.of("AWS_ENDPOINT_URL", "http://all:1", variable, "");
        assertThat(Endpoints.of(all).of(service, "eu-west-1")).hasToString("http://all:1");
    }

    @Test
    void statedAddressesAreIgnoredWhereTheEnvironmentAsks() throws AwsRefusal {
        Map<String, String> environment =
                Map.of("AWS_ENDPOINT_URL_S3", "http://own:2", "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS", "TRUE");
        assertThat(object(Endpoints.of(environment), "acme", "k"))
                .isEqualTo("https://acme.s3.eu-west-1.amazonaws.com/k");
    }

    @ParameterizedTest
    @ValueSource(strings = {"nonsense", "ftp://host", "https://", "http://host/?a=b", "http://user:hunter2@"})
    void aVariableThatIsNoAddressIsNamedAndItsValueIsNot(String value) {
        assertThatThrownBy(
                        () -> Endpoints.of(Map.of("AWS_ENDPOINT_URL_S3", value)).of("s3", "eu-west-1"))
                .isInstanceOf(AwsRefusal.class)
                .hasMessage("AWS_ENDPOINT_URL_S3 is not the URL of a server");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "eu west", "evil.example/", "EU-WEST-1", "a@b"})
    void aRegionThatCouldChangeTheHostIsRefused(String region) {
        assertThatThrownBy(() -> PUBLIC.of("s3", region))
                .isInstanceOf(AwsRefusal.class)
                .hasMessageContaining("the region '" + region + "' is none");
    }

    @ParameterizedTest
    @CsvSource({
        "acme-boot, https://acme-boot.s3.eu-west-1.amazonaws.com/k",
        "acme.boot, https://s3.eu-west-1.amazonaws.com/acme.boot/k",
        "AcmeBoot, https://s3.eu-west-1.amazonaws.com/AcmeBoot/k",
        "acme_boot, https://s3.eu-west-1.amazonaws.com/acme_boot/k",
        "-acme, https://s3.eu-west-1.amazonaws.com/-acme/k",
        "evil/..@host, https://s3.eu-west-1.amazonaws.com/evil%2F..%40host/k",
    })
    void aBucketIsAHostOnlyIfItsNameCanBeOne(String bucket, String uri) throws AwsRefusal {
        assertThat(object(PUBLIC, bucket, "k")).isEqualTo(uri);
    }

    @Test
    void atAStatedAddressABucketIsPartOfThePath() throws AwsRefusal {
        Endpoints stated = Endpoints.of(Map.of("AWS_ENDPOINT_URL_S3", "http://127.0.0.1:9000/"));
        assertThat(object(stated, "acme", "k")).isEqualTo("http://127.0.0.1:9000/acme/k");
    }

    @ParameterizedTest
    @CsvSource({
        "'a b', a%20b",
        "a+b, a%2Bb",
        "a%20b, a%2520b",
        "/a//b/, /a//b/",
        "dt=1/x?y#z, dt%3D1/x%3Fy%23z",
        "grün/😀, gr%C3%BCn/%F0%9F%98%80",
        "a/../b, a/../b",
    })
    void aKeyIsEncodedOnceAndItsSlashesStay(String key, String path) throws AwsRefusal {
        assertThat(object(PUBLIC, "acme", key)).isEqualTo("https://acme.s3.eu-west-1.amazonaws.com/" + path);
    }

    @Test
    void aVersionIsAskedForInTheQuery() throws AwsRefusal {
        assertThat(PUBLIC.of(new S3Object("acme", "k", Optional.of("a+b/c")), "eu-west-1"))
                .hasToString("https://acme.s3.eu-west-1.amazonaws.com/k?versionId=a%2Bb%2Fc");
    }
}
