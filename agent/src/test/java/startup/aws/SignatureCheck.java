package startup.aws;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** What a service does with a signature: reckons it anew from what it received. For a POST to the root, without query. */
public final class SignatureCheck {
    private static final Pattern FORM = Pattern.compile(
            "AWS4-HMAC-SHA256 Credential=(\\w+)/(\\d{8})/([^/]+)/([^/]+)/aws4_request, SignedHeaders=([a-z0-9;-]+),"
                    + " Signature=([0-9a-f]{64})");

    private SignatureCheck() {}

    public static void verify(LoggedRequest request, String service, String region, String keyId, String secret)
            throws GeneralSecurityException {
        Matcher authorization = FORM.matcher(request.getHeader("Authorization"));
        assertThat(authorization.matches()).isTrue();
        assertThat(authorization.group(1)).isEqualTo(keyId);
        assertThat(authorization.group(3)).isEqualTo(region);
        assertThat(authorization.group(4)).isEqualTo(service);
        String date = request.getHeader("X-Amz-Date");
        assertThat(date).startsWith(authorization.group(2));
        List<String> signed = Arrays.asList(authorization.group(5).split(";", -1));
        assertThat(signed).isSorted().contains("host", "x-amz-date", "content-type");
        assertThat(signed.contains("x-amz-target")).isEqualTo(request.containsHeader("X-Amz-Target"));
        assertThat(signed.contains("x-amz-security-token")).isEqualTo(request.containsHeader("X-Amz-Security-Token"));
        StringBuilder canonical = new StringBuilder("POST\n/\n\n");
        for (String name : signed) {
            canonical.append(name).append(':').append(request.getHeader(name)).append('\n');
        }
        canonical.append('\n').append(authorization.group(5)).append('\n').append(sha256(request.getBody()));
        String scope = authorization.group(2) + "/" + region + "/" + service + "/aws4_request";
        String toSign = "AWS4-HMAC-SHA256\n" + date + "\n" + scope + "\n"
                + sha256(canonical.toString().getBytes(StandardCharsets.UTF_8));
        byte[] key = ("AWS4" + secret).getBytes(StandardCharsets.UTF_8);
        for (String part : List.of(authorization.group(2), region, service, "aws4_request", toSign)) {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            key = mac.doFinal(part.getBytes(StandardCharsets.UTF_8));
        }
        assertThat(HexFormat.of().formatHex(key)).isEqualTo(authorization.group(6));
    }

    private static String sha256(byte[] bytes) throws GeneralSecurityException {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }
}
