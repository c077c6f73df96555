package startup.aws;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Whether the (virtual) hardware says that it is EC2's. Cheap, and true already when the network is not up. A container
 * sees its host's hardware.
 *
 * <p>Source: Amazon EC2 User Guide, "Detect whether a host is an EC2 instance". Some machines show the first group of the
 * uuid in the other byte order: {@code ec2e1916-…} as {@code 16192eec-…}.
 */
public final class Ec2Hardware {
    private static final int MOST_BYTES = 256;

    private final Path sys;

    /** Looks into this folder: {@code /sys}. */
    public Ec2Hardware(Path sys) {
        this.sys = sys;
    }

    public boolean isEc2() {
        return text("class/dmi/id/sys_vendor").equals("amazon ec2")
                || text("class/dmi/id/board_asset_tag").startsWith("i-")
                || isOfEc2(text("class/dmi/id/product_uuid"))
                || isOfEc2(text("hypervisor/uuid"));
    }

    private static boolean isOfEc2(String uuid) {
        return uuid.startsWith("ec2") || (uuid.startsWith("2", 4) && uuid.startsWith("ec-", 6));
    }

    /** In small letters; empty where there is no such file, or one that only root may read. */
    private String text(String file) {
        try (InputStream bytes = Files.newInputStream(sys.resolve(file))) {
            return new String(bytes.readNBytes(MOST_BYTES), StandardCharsets.ISO_8859_1)
                    .strip()
                    .toLowerCase(Locale.ROOT);
        } catch (IOException unreadable) {
            return "";
        }
    }
}
