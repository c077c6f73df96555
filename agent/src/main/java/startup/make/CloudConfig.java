package startup.make;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * A script as a part of a cloud-config, for images whose user-data says more: {@code write_files} lays it down early in
 * the boot, {@code runcmd} runs it late, once per instance. In base64, so that no byte of it means anything to YAML; from
 * a file, so that no secret of it is in {@code argv}. Source: cloud-init's reference of modules, "Write Files" and
 * "Runcmd".
 */
final class CloudConfig {
    /** Root's alone, and gone with the boot: it may hold a presigned URL. */
    private static final String PATH = "/run/startup-agent/userdata.sh";

    private CloudConfig() {}

    static String of(String script) {
        return """
                #cloud-config
                write_files:
                  - path: %s
                    permissions: '0700'
                    encoding: b64
                    content: %s
                runcmd:
                  - [sh, %s]
                """.formatted(PATH, Base64.getEncoder().encodeToString(script.getBytes(StandardCharsets.UTF_8)), PATH);
    }
}
