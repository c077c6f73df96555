package startup.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Ec2HardwareTest {
    @TempDir
    private Path sys;

    private boolean isEc2With(String file, String text) throws IOException {
        Path path = sys.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text + "\n");
        return new Ec2Hardware(sys).isEc2();
    }

    @ParameterizedTest
    @CsvSource({
        "class/dmi/id/sys_vendor, Amazon EC2",
        "class/dmi/id/board_asset_tag, i-0af01c0123456789a",
        "class/dmi/id/product_uuid, EC2E1916-9099-7CAF-FD21-012345ABCDEF",
        "class/dmi/id/product_uuid, ec2e1916-9099-7caf-fd21-012345abcdef",
        "class/dmi/id/product_uuid, 45E12AEC-DCD1-B213-94ED-012345ABCDEF",
        "hypervisor/uuid, ec2e1916-9099-7caf-fd21-012345abcdef"
    })
    void aMachineOfEc2SaysSo(String file, String text) throws IOException {
        assertThat(isEc2With(file, text)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "class/dmi/id/sys_vendor, QEMU",
        "class/dmi/id/board_asset_tag, Not Specified",
        "class/dmi/id/product_uuid, 45E13AEC-DCD1-B213-94ED-012345ABCDEF",
        "class/dmi/id/product_uuid, 45E12AEB-DCD1-B213-94ED-012345ABCDEF",
        "class/dmi/id/product_uuid, ''",
        "hypervisor/uuid, 00000000-0000-0000-0000-000000000000"
    })
    void anotherMachineDoesNot(String file, String text) throws IOException {
        assertThat(isEc2With(file, text)).isFalse();
    }

    @Test
    void aMachineThatSaysNothingIsNone() {
        assertThat(new Ec2Hardware(sys.resolve("absent")).isEc2()).isFalse();
    }
}
