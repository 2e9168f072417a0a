package dev.hivecluster.simulator.compute;

import dev.hivecluster.simulator.storage.ObjectStore;
import software.amazon.awssdk.services.ec2.model.DisableEbsEncryptionByDefaultResponse;
import software.amazon.awssdk.services.ec2.model.DisableSerialConsoleAccessResponse;
import software.amazon.awssdk.services.ec2.model.EnableEbsEncryptionByDefaultResponse;
import software.amazon.awssdk.services.ec2.model.EnableSerialConsoleAccessResponse;
import software.amazon.awssdk.services.ec2.model.GetEbsEncryptionByDefaultResponse;
import software.amazon.awssdk.services.ec2.model.GetSerialConsoleAccessStatusResponse;

/** Two switches of the account (recordings 050–057). They are off at first, and nothing follows from them. */
final class AccountSettings {
    private static final String BUCKET = ObjectStore.HIVE_BUCKET;
    private static final String SERIAL_CONSOLE = "account-settings/serial-console-access";
    private static final String ENCRYPTION = "account-settings/ebs-encryption-by-default";

    private final Platform platform;

    AccountSettings(Platform platform) {
        this.platform = platform;
    }

    GetSerialConsoleAccessStatusResponse serialConsole() {
        return GetSerialConsoleAccessStatusResponse.builder()
                .serialConsoleAccessEnabled(isOn(SERIAL_CONSOLE))
                .build();
    }

    EnableSerialConsoleAccessResponse enableSerialConsole() {
        return EnableSerialConsoleAccessResponse.builder()
                .serialConsoleAccessEnabled(turn(SERIAL_CONSOLE, true))
                .build();
    }

    DisableSerialConsoleAccessResponse disableSerialConsole() {
        return DisableSerialConsoleAccessResponse.builder()
                .serialConsoleAccessEnabled(turn(SERIAL_CONSOLE, false))
                .build();
    }

    GetEbsEncryptionByDefaultResponse encryption() {
        return GetEbsEncryptionByDefaultResponse.builder()
                .ebsEncryptionByDefault(isOn(ENCRYPTION))
                .build();
    }

    EnableEbsEncryptionByDefaultResponse enableEncryption() {
        return EnableEbsEncryptionByDefaultResponse.builder()
                .ebsEncryptionByDefault(turn(ENCRYPTION, true))
                .build();
    }

    DisableEbsEncryptionByDefaultResponse disableEncryption() {
        return DisableEbsEncryptionByDefaultResponse.builder()
                .ebsEncryptionByDefault(turn(ENCRYPTION, false))
                .build();
    }

    private boolean isOn(String name) {
        return platform.keyValues().find(BUCKET, name).isPresent();
    }

    private boolean turn(String name, boolean on) {
        ObjectStore settings = platform.keyValues();
        if (on) {
            settings.put(BUCKET, name, new byte[0]);
        } else {
            settings.delete(BUCKET, name);
        }
        return on;
    }
}
