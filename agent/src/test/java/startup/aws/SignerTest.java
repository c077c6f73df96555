package startup.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import startup.base.Secret;
import startup.http.Request;

/**
 * Signatures against published ones: AWS's test suite of version 4, whose paths and queries are not encoded yet, and the
 * examples of the S3 API Reference. The keys are AWS's published examples.
 */
class SignerTest {
    private static final InstantSource SUITE_TIME = InstantSource.fixed(Instant.parse("2015-08-30T12:36:00Z"));
    private static final InstantSource S3_TIME = InstantSource.fixed(Instant.parse("2013-05-24T00:00:00Z"));
    private static final String STS_TOKEN =
            "AQoDYXdzEPT//////////wEXAMPLEtc764bNrC9SAPBSM22wDOk4x4HIZ8j4FZTwdQWLWsKWHGBu"
                    + "FqwAeMicRXmxfpSPfIeoIYRqTflfKD8YUuwthAx7mSEI/qkPpKPi/kMcGdQrmGdeehM4IC1NtBmUpp2wUE8phUZampKsburEDy0KPkyQDYwT"
                    + "7WZ0wq5VSXDvp75YU9HFvlRd8Tx6q6fE8YQcHNVXAkiY9q6d+xo0rKwT38xVqr7ZD0u0iPPkUL64lIZbqBAz+scqKmlzm8FDrypNC9Yjc8f"
                    + "POLn9FX9KSYvKTr4rvx3iSIlTJabIQwj2ICCR/oLxBA==";

    private static Credentials credentials(String id, String secret, Optional<String> token) {
        return new Credentials(id, Secret.ofText(secret), token.map(Secret::ofText), Optional.empty(), "the test");
    }

    private static Credentials ofSuite(Optional<String> token) {
        return credentials("AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY", token);
    }

    private static Credentials ofS3() {
        return credentials("AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", Optional.empty());
    }

    private static Request ofSuite(String method, String target, Map<String, String> headers) {
        return new Request(method, URI.create("https://example.amazonaws.com" + target), headers);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String header(Request request, String name) {
        return String.valueOf(request.headers().get(name));
    }

    private static String signature(Request signed) {
        String authorization = header(signed, "Authorization");
        return authorization.substring(authorization.indexOf("Signature=") + 10);
    }

    private static Request sign(Request request) {
        return new Signer("service", "us-east-1", SUITE_TIME).sign(request, new byte[0], ofSuite(Optional.empty()));
    }

    @ParameterizedTest
    @CsvSource(delimiter = ' ', textBlock = """
            get-vanilla GET / 5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31
            get-relative-normalized GET /example/.. 5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31
            get-relative-relative-normalized GET /example1/example2/../.. 5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31
            get-slash-dot-slash-normalized GET /./ 5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31
            get-slash-normalized GET // 5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31
            get-slash-pointless-dot-normalized GET /./example ef75d96142cf21edca26f06005da7988e4f8dc83a165a80865db7089db637ec5
            get-slashes-normalized GET //example// 9a624bd73a37c9a373b5312afbebe7a714a789de108f0bdfe846570885f57e84
            get-unreserved GET /-._~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz 07ef7494c76fa4850883e2b006601f940f8a34d404d0cfa977f52a65bbf5f24f
            get-utf8 GET /ሴ 8318018e0b0f223aa2bbf98705b62bb787dc9c0e678f255a891fd03141be5d85
            get-vanilla-empty-query-key GET /?Param1=value1 a67d582fa61cc504c4bae71f336f98b97f1ea3c7a6bfe1b6e45aec72011b9aeb
            get-vanilla-query-order-encoded GET /?Param-3=Value3&Param=Value2&%E1%88%B4=Value1 371d3713e185cc334048618a97f809c9ffe339c62934c032af5a0e595648fcac
            get-vanilla-query-order-key-case GET /?Param2=value2&Param1=value1 b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500
            get-vanilla-query-unreserved GET /?-._~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz=-._~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz 9c3e54bfcdf0b19771a7f523ee5669cdf59bc7cc0884027167c21bb143a40197
            get-vanilla-utf8-query GET /?ሴ=bar 2cdec8eed098649ff3a119c94853b13c643bcf08f8b0a1d91e12c9027818dd04
            post-vanilla POST / 5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b
            post-vanilla-query POST /?Param1=value1 28038455d6de14eafc1f9222cf5aa6f1a96197d7deb8263271d420d138af7f11
            """)
    void aTargetIsSignedAsInThePublishedSuite(String name, String method, String target, String signature) {
        assertThat(signature(sign(ofSuite(method, target, Map.of())))).as(name).isEqualTo(signature);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', ignoreLeadingAndTrailingWhitespace = false, textBlock = """
            get-header-key-duplicate|GET|value2,value2,value1|c9d5ea9f3f72853aea855b47ea873832890dbdd183b4468f858259531a5138ea
            get-header-value-order|GET|value4,value1,value3,value2|08c7e5a9acfcfeb3ab6b2185e75ce8b1deb5e634ec47601a50643f830c755c01
            get-header-value-multiline|GET|value1 value2   value3|cfd34249e4b1c8d6b91ef74165d41a32e5fab3306300901bb65a51a73575eefd
            post-header-key-sort|POST|  value1 |c5410059b04c1ee005303aed430f6e6645f61f4dc9e1461ec8f8916fdf18852c
            post-header-value-case|POST|VALUE1|cdbc9802e29d2942e5e10b5bccfdd67c5f22c7c4e8ae67b53629efa58b974b7d
            """)
    void aHeaderIsSignedAsInThePublishedSuite(String name, String method, String value, String signature) {
        assertThat(signature(sign(ofSuite(method, "/", Map.of("My-Header1", value)))))
                .as(name)
                .isEqualTo(signature);
    }

    @Test
    void runsOfSpacesCountAsOneAlsoWithinQuotesAsInThePublishedSuite() {
        Request signed = sign(ofSuite("GET", "/", Map.of("My-Header1", " value1", "My-Header2", " \"a   b   c\"")));
        assertThat(header(signed, "Authorization"))
                .isEqualTo("AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request,"
                        + " SignedHeaders=host;my-header1;my-header2;x-amz-date,"
                        + " Signature=acc3ed3afb60bb290fc8d2dd0098b9911fcaa05412b367055dee359757a9c736");
        assertThat(header(signed, "x-amz-date")).isEqualTo("20150830T123600Z");
    }

    @ParameterizedTest
    @CsvSource({
        "6e86291e8372ff2a2260956d9b8aae1d763fbf315fa00fa31553b73ebf194267, GET,"
                + " 07ec1639c89043aa0e3e2de82b96708f198cceab042d4a97044c66dd9f74e7f8",
        STS_TOKEN + ", POST, 85d96828115b5dc0cfc3bd16ad9e210dd772bbebba041836c64533a82be05ead",
    })
    void aSessionTokenIsSentAndSignedAsInThePublishedSuite(String token, String method, String signature) {
        Request signed = new Signer("service", "us-east-1", SUITE_TIME)
                .sign(ofSuite(method, "/", Map.of()), new byte[0], ofSuite(Optional.of(token)));
        assertThat(header(signed, "x-amz-security-token")).isEqualTo(token);
        assertThat(header(signed, "Authorization")).contains("SignedHeaders=host;x-amz-date;x-amz-security-token,");
        assertThat(signature(signed)).isEqualTo(signature);
    }

    @ParameterizedTest
    @CsvSource({
        "application/x-www-form-urlencoded, d3875051da38690788ef43de4db0d8f280229d82040bfac253562e56c3f20e0b",
        "application/x-www-form-urlencoded; charset=utf-8,"
                + " 328d1b9eaadca9f5818ef05e8392801e091653bafec24fcab71e7344e7f51422",
    })
    void aBodyIsSignedAsInThePublishedSuite(String type, String signature) {
        byte[] body = bytes("Param1=value1");
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Content-Type", type);
        headers.put("Content-Length", "13");
        headers.put(
                "x-amz-content-sha256", HexFormat.of().formatHex(Hmac.digest().digest(body)));
        Request request = ofSuite("POST", "/", headers);
        assertThat(signature(
                        new Signer("service", "us-east-1", SUITE_TIME).sign(request, body, ofSuite(Optional.empty()))))
                .isEqualTo(signature);
    }

    @Test
    void aRangedGetIsSignedAsInTheDocumentationOfS3() {
        Request request = Request.get(URI.create("https://examplebucket.s3.amazonaws.com/test.txt"))
                .with("Range", "bytes=0-9");
        Request signed = new Signer("s3", "us-east-1", S3_TIME).sign(request, new byte[0], ofS3());
        assertThat(header(signed, "Authorization"))
                .isEqualTo("AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request,"
                        + " SignedHeaders=host;range;x-amz-content-sha256;x-amz-date,"
                        + " Signature=f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41");
    }

    @Test
    void aPutWithAKeyThatIsEncodedOnceIsSignedAsInTheDocumentationOfS3() {
        Map<String, String> headers =
                Map.of("Date", "Fri, 24 May 2013 00:00:00 GMT", "x-amz-storage-class", "REDUCED_REDUNDANCY");
        URI uri = URI.create("https://examplebucket.s3.amazonaws.com/" + UriEncoding.path("test$file.text"));
        byte[] body = bytes("Welcome to Amazon S3.");
        Request signed =
                new Signer("s3", "us-east-1", S3_TIME).sign(new Request("PUT", uri, headers, body), body, ofS3());
        assertThat(header(signed, "x-amz-content-sha256"))
                .isEqualTo("44ce7dd67c959e0d3524ffac1771dfbba87d2b6b4b4e99e42034a8b803f8b072");
        assertThat(signature(signed)).isEqualTo("98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd");
    }

    @ParameterizedTest
    @CsvSource({
        "?lifecycle, fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543",
        "/?max-keys=2&prefix=J, 34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7",
    })
    void aQueryIsSignedAsInTheDocumentationOfS3(String target, String signature) {
        Request request = Request.get(URI.create("https://examplebucket.s3.amazonaws.com" + target));
        Request signed = new Signer("s3", "us-east-1", S3_TIME).sign(request, new byte[0], ofS3());
        assertThat(signature(signed)).isEqualTo(signature);
    }

    @ParameterizedTest
    @CsvSource(
            value = {
                "'/example space/', /example%20space/",
                "/example%20space, /example%2520space",
                "/a/./b//../c, /a/c",
                "/../.., /",
                "'', /",
            })
    void forOtherServicesThanS3APathIsNormalizedAndEncodedOnceMore(String raw, String canonical) {
        assertThat(CanonicalPath.normalized(raw)).isEqualTo(canonical);
    }

    @Test
    void forS3APathIsSignedAsItIsSent() {
        assertThat(CanonicalPath.asSent("//a%20b/../c//")).isEqualTo("//a%20b/../c//");
        assertThat(CanonicalPath.asSent("")).isEqualTo("/");
    }

    @Test
    void whatAProxyMayChangeOrTheClientStatesItselfIsNotSigned() {
        Map<String, String> headers = new HashMap<>();
        for (String name : new String[] {
            "Accept", "Accept-Encoding", "Connection", "Expect", "Host", "Transfer-Encoding", "User-Agent"
        }) {
            headers.put(name, "x");
        }
        assertThat(signature(sign(ofSuite("GET", "/", headers))))
                .isEqualTo("5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31");
    }

    @Test
    void theSignatureKeepsNoCopyOfTheSecretThatOutlivesIt() {
        Credentials credentials = ofSuite(Optional.of("token-of-a-session"));
        Request signed =
                new Signer("s3", "us-east-1", SUITE_TIME).sign(ofSuite("GET", "/", Map.of()), new byte[0], credentials);
        assertThat(signed.toString()).isEqualTo("GET https://example.amazonaws.com:443");
        assertThat(credentials.toString()).isEqualTo("Credentials[the test]");
        assertThat(signed.headers().toString()).doesNotContain("EXAMPLEKEY");
    }
}
