package startup.make;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/**
 * How user-data is written down. Who takes it decides: a console and most tools take the script as it is and encode it
 * themselves, a launch template's API wants base64, and cloud-init takes what is compressed by gzip apart by itself.
 */
public enum UserDataForm {
    PLAIN(false, false),
    GZIP(true, false),
    BASE64(false, true),
    GZIP_BASE64(true, true);

    private final boolean gzip;
    private final boolean base64;

    UserDataForm(boolean gzip, boolean base64) {
        this.gzip = gzip;
        this.base64 = base64;
    }

    /** What the machine is given: EC2's limit counts it, whatever base64 makes of it on the way. */
    byte[] given(String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return gzip ? compressed(bytes) : bytes;
    }

    /** What is handed over; base64 is one line. */
    byte[] handedOver(byte[] given) {
        return base64 ? (Base64.getEncoder().encodeToString(given) + "\n").getBytes(StandardCharsets.US_ASCII) : given;
    }

    /** Without name and time, so the same bytes give the same bytes. */
    private static byte[] compressed(byte[] bytes) throws IOException {
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new Smallest(compressed)) {
            gzip.write(bytes);
        }
        return compressed.toByteArray();
    }

    private static final class Smallest extends GZIPOutputStream {
        Smallest(ByteArrayOutputStream out) throws IOException {
            super(out);
            def.setLevel(Deflater.BEST_COMPRESSION);
        }
    }
}
