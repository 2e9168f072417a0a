package dev.hivecluster.deploy.libvirt;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LibvirtPlatformTest {
    private final LibvirtPlatform platform = new LibvirtPlatform();

    @Test
    void a_machine_and_its_disk_are_only_replaced_if_that_is_asked_for_but_what_cloud_init_reads_is() {
        assertThat(platform.isMachine("libvirt_domain", "hive_node")).isTrue();
        assertThat(platform.isMachine("libvirt_volume", "disk")).isTrue();
        assertThat(platform.isMachine("libvirt_volume", "os_image")).isTrue();
        assertThat(platform.isMachine("libvirt_volume", "cloud_config")).isFalse();
        assertThat(platform.isMachine("terraform_data", "seed")).isFalse();
    }

    @Test
    void of_what_the_module_makes_libvirt_lists_only_machines() {
        assertThat(platform.isListed("libvirt_domain")).isTrue();
        assertThat(platform.isListed("libvirt_volume")).isFalse();
    }
}
