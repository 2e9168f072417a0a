package dev.hivecluster.simulator.compute;

import static dev.hivecluster.simulator.compute.RunInstancesTest.assertError;
import static dev.hivecluster.simulator.compute.RunInstancesTest.successes;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.model.AttachVolumeResponse;
import software.amazon.awssdk.services.ec2.model.DetachVolumeResponse;
import software.amazon.awssdk.services.ec2.model.InstanceBlockDeviceMapping;
import software.amazon.awssdk.services.ec2.model.Volume;

class VolumeAttachmentsTest {
    private final TestNodes nodes = TestNodes.with(4, 4);
    private String instance = "";
    private String volume = "";

    @BeforeEach
    void launch() {
        instance = nodes.running();
        volume = created();
    }

    @AfterEach
    void end() {
        nodes.close();
    }

    private String created() {
        return nodes.ec2()
                .createVolume(request -> request.size(10).availabilityZone("ap-southeast-2a"))
                .volumeId();
    }

    private AttachVolumeResponse attach(
            @Nullable String volumeId, @Nullable String instanceId, @Nullable String device) {
        return nodes.ec2()
                .attachVolume(request ->
                        request.volumeId(volumeId).instanceId(instanceId).device(device));
    }

    private DetachVolumeResponse detach(@Nullable String volumeId) {
        return nodes.ec2().detachVolume(request -> request.volumeId(volumeId));
    }

    private Volume described() {
        return nodes.ec2()
                .describeVolumes(request -> request.volumeIds(volume))
                .volumes()
                .get(0);
    }

    @Test
    void an_attached_volume_is_in_use_by_its_instance() {
        AttachVolumeResponse answer = attach(volume, instance, "/dev/sdf");
        assertThat(answer.stateAsString()).isEqualTo("attached");
        assertThat(answer.device()).isEqualTo("/dev/sdf");
        assertThat(answer.instanceId()).isEqualTo(instance);
        assertThat(answer.volumeId()).isEqualTo(volume);
        assertThat(answer.deleteOnTermination()).isFalse();
        assertThat(answer.attachTime()).isNotNull();

        assertThat(described().stateAsString()).isEqualTo("in-use");
        assertThat(described().attachments()).singleElement().satisfies(attachment -> {
            assertThat(attachment.instanceId()).isEqualTo(instance);
            assertThat(attachment.device()).isEqualTo("/dev/sdf");
            assertThat(attachment.stateAsString()).isEqualTo("attached");
            assertThat(attachment.deleteOnTermination()).isFalse();
        });
        assertThat(nodes.instance(instance).blockDeviceMappings())
                .extracting(InstanceBlockDeviceMapping::deviceName)
                .containsExactly("/dev/xvda", "/dev/sdf");
    }

    @Test
    void a_detached_volume_is_available_whether_or_not_its_instance_was_named() {
        attach(volume, instance, "/dev/sdf");
        DetachVolumeResponse answer = detach(volume);
        assertThat(answer.stateAsString()).isEqualTo("detaching");
        assertThat(answer.instanceId()).isEqualTo(instance);
        assertThat(answer.device()).isEqualTo("/dev/sdf");
        assertThat(described().stateAsString()).isEqualTo("available");
        assertThat(described().hasAttachments()).isFalse();
        assertThat(nodes.instance(instance).blockDeviceMappings()).hasSize(1);

        attach(volume, instance, "/dev/sdf");
        nodes.ec2()
                .detachVolume(
                        request -> request.volumeId(volume).instanceId(instance).device("/dev/sdf"));
        assertThat(described().stateAsString()).isEqualTo("available");
    }

    @Test
    void a_volume_without_a_wish_gets_the_next_free_name() {
        assertThat(attach(volume, instance, null).device()).isEqualTo("/dev/sdf");
        assertThat(attach(created(), instance, null).device()).isEqualTo("/dev/sdg");
    }

    @Test
    void a_volume_in_use_cannot_be_attached_nor_the_root_volume_anywhere() {
        attach(volume, instance, "/dev/sdf");
        assertError("VolumeInUse", () -> attach(volume, instance, "/dev/sdg"));
        assertError("VolumeInUse", () -> attach(nodes.rootVolume(instance), instance, "/dev/sdg"));
        assertError("InvalidParameterValue", () -> attach(created(), instance, "/dev/sdf"));
    }

    @Test
    void what_is_not_there_is_not_found() {
        assertError("InvalidVolume.NotFound", () -> attach("vol-0000000000000dead", instance, "/dev/sdg"));
        assertError("InvalidInstanceID.NotFound", () -> attach(volume, "i-0000000000000dead", "/dev/sdg"));
        assertError("InvalidVolume.NotFound", () -> detach("vol-0000000000000dead"));
        assertError("InvalidVolumeID.Malformed", () -> attach("bogus", instance, "/dev/sdg"));
        assertError("MissingParameter", () -> attach(volume, null, "/dev/sdg"));
        assertError("MissingParameter", () -> attach(null, instance, "/dev/sdg"));
        assertError("MissingParameter", () -> detach(null));
    }

    @Test
    void a_volume_that_is_not_attached_or_not_there_cannot_be_detached() {
        assertError("IncorrectState", () -> detach(volume));
        attach(volume, instance, "/dev/sdf");
        assertError(
                "IncorrectState",
                () -> nodes.ec2()
                        .detachVolume(request -> request.volumeId(volume).instanceId("i-0000000000000dead")));
        assertError(
                "InvalidParameterValue",
                () -> nodes.ec2()
                        .detachVolume(request -> request.volumeId(volume).device("/dev/sdz")));
    }

    @Test
    void the_root_volume_stays() {
        String root = nodes.rootVolume(instance);
        assertError("OperationNotPermitted", () -> detach(root));
        assertError(
                "OperationNotPermitted",
                () -> nodes.ec2().detachVolume(request -> request.volumeId(root).instanceId(instance)));
    }

    @Test
    void a_stopped_instance_gets_and_gives_no_volume() {
        String stopped = nodes.stopped();
        assertError("IncorrectInstanceState", () -> attach(volume, stopped, "/dev/sdg"));
        assertError("IncorrectState", () -> detach(nodes.rootVolume(stopped)));
        assertThat(described().stateAsString()).isEqualTo("available");
    }

    @Test
    void an_instance_that_stops_gives_its_volumes_back_and_takes_them_again_when_it_starts() {
        String id = nodes.booted();
        attach(volume, id, "/dev/sdf");
        nodes.ec2().stopInstances(request -> request.instanceIds(id));
        nodes.await(id, "stopped");
        assertThat(described().stateAsString()).isEqualTo("available");
        nodes.ec2().startInstances(request -> request.instanceIds(id));
        nodes.await(id, "running");
        assertThat(described().stateAsString()).isEqualTo("in-use");
        nodes.ec2().terminateInstances(request -> request.instanceIds(id));
        nodes.await(id, "terminated");
        assertThat(described().stateAsString()).isEqualTo("available");
    }

    @Test
    void of_many_that_attach_one_volume_one_gets_it() throws Exception {
        String other = nodes.running();
        AtomicInteger letter = new AtomicInteger('f');
        assertThat(successes(8, () -> {
                    int next = letter.getAndIncrement();
                    return attach(volume, next % 2 == 0 ? instance : other, "/dev/sd" + (char) next);
                }))
                .hasSize(1);
        assertThat(described().attachments()).hasSize(1);
        int mappings = nodes.instance(instance).blockDeviceMappings().size()
                + nodes.instance(other).blockDeviceMappings().size();
        assertThat(mappings).isEqualTo(3);
    }

    @Test
    void an_image_is_made_of_an_instance_that_runs_and_of_no_other() {
        String image = nodes.ec2()
                .createImage(request ->
                        request.instanceId(instance).name("e2e-custom-ami").description("E2E test custom image"))
                .imageId();
        assertThat(image).matches("ami-[0-9a-f]{17}");
        assertThat(nodes.ec2()
                        .createImage(request -> request.instanceId(instance).name("e2e-custom-ami"))
                        .imageId())
                .isNotEqualTo(image);
        assertError(
                "InvalidInstanceID.NotFound",
                () -> nodes.ec2()
                        .createImage(request ->
                                request.instanceId("i-0000000000000dead").name("zz")));
        assertError(
                "InvalidInstanceID.Malformed",
                () -> nodes.ec2()
                        .createImage(request -> request.instanceId("bogus").name("zz")));
        assertError("MissingParameter", () -> nodes.ec2().createImage(request -> request.instanceId(instance)));
        String stopped = nodes.stopped();
        assertError(
                "InvalidInstanceID.NotFound",
                () -> nodes.ec2()
                        .createImage(request -> request.instanceId(stopped).name("zz")));
    }
}
