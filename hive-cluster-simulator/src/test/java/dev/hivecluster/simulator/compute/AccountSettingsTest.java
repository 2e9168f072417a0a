package dev.hivecluster.simulator.compute;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.Ec2Client;

class AccountSettingsTest {
    private final FakePlatform platform = new FakePlatform();
    private final Ec2Client ec2 = new HiveCompute(platform);

    private boolean serialConsole() {
        return ec2.getSerialConsoleAccessStatus(request -> {}).serialConsoleAccessEnabled();
    }

    private boolean encryption() {
        return ec2.getEbsEncryptionByDefault(request -> {}).ebsEncryptionByDefault();
    }

    @Test
    void the_serial_console_is_off_until_it_is_turned_on_and_off_again() {
        assertThat(serialConsole()).isFalse();
        assertThat(ec2.enableSerialConsoleAccess(request -> {}).serialConsoleAccessEnabled())
                .isTrue();
        assertThat(serialConsole()).isTrue();
        assertThat(encryption()).isFalse();
        assertThat(ec2.disableSerialConsoleAccess(request -> {}).serialConsoleAccessEnabled())
                .isFalse();
        assertThat(serialConsole()).isFalse();
    }

    @Test
    void encryption_is_off_until_it_is_turned_on_and_changes_no_volume() {
        assertThat(encryption()).isFalse();
        assertThat(ec2.enableEbsEncryptionByDefault(request -> {}).ebsEncryptionByDefault())
                .isTrue();
        assertThat(encryption()).isTrue();
        assertThat(ec2.createVolume(request -> request.size(1).availabilityZone("ap-southeast-2a"))
                        .encrypted())
                .isFalse();
        assertThat(ec2.disableEbsEncryptionByDefault(request -> {}).ebsEncryptionByDefault())
                .isFalse();
        assertThat(encryption()).isFalse();
    }

    @Test
    void every_gateway_knows_the_switches_and_s3_does_not() {
        ec2.enableSerialConsoleAccess(request -> {});
        assertThat(new HiveCompute(platform)
                        .getSerialConsoleAccessStatus(request -> {})
                        .serialConsoleAccessEnabled())
                .isTrue();
        assertThat(platform.objects().keys("predastore", "")).isEmpty();
    }
}
