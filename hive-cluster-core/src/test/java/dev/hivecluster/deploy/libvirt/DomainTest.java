package dev.hivecluster.deploy.libvirt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hivecluster.deploy.DeployException;
import dev.hivecluster.deploy.tofu.MachineTag;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DomainTest {
    private static final String ID = "0b7c7ba1-0e4f-4f8c-9d0a-8f6f5a3f2c11";
    private static final MachineTag TAG = new MachineTag(
            Optional.empty(), Optional.empty(), true, Optional.of(Instant.EPOCH), Optional.of("/builds/<a>"));

    private static Domain domain(String description) throws DeployException {
        return Domain.parse("""
                <domain type='qemu'>
                  <name>demo-1</name>
                  <uuid>4dea22b3-1d52-d8f3-2516-782e98ab3fa0</uuid>
                  <description>%s</description>
                  <devices><disk><name>not the domain's</name></disk></devices>
                </domain>
                """.formatted(description));
    }

    @Test
    void its_description_has_the_tags_and_who_is_responsible() throws Exception {
        Domain domain =
                domain("%s;demo;hive;terraform\n%s".formatted(ID, TAG.line().replace("<", "&lt;")));

        assertThat(domain.name()).isEqualTo("demo-1");
        assertThat(domain.uuid()).isEqualTo("4dea22b3-1d52-d8f3-2516-782e98ab3fa0");
        assertThat(domain.tags().recordId()).contains(ID);
        assertThat(domain.tag()).isEqualTo(TAG);
    }

    @Test
    void who_is_responsible_can_change_while_the_tags_stay() throws Exception {
        Domain domain = domain(ID + ";demo;hive;terraform");

        assertThat(domain.tag()).isEqualTo(MachineTag.UNKNOWN);
        assertThat(domain.describedBy(TAG)).isEqualTo("%s;demo;hive;terraform\n%s".formatted(ID, TAG.line()));
    }

    @Test
    void a_domain_of_somebody_else_is_not_ours() throws Exception {
        assertThat(domain("the mail server\nhive").tags().recordId()).isEmpty();
        assertThat(Domain.parse("<domain><name>x</name></domain>").tags().recordId())
                .isEmpty();
    }

    @Test
    void what_is_no_description_of_a_domain_is_told_so() {
        assertThatThrownBy(() -> Domain.parse("<domain>"))
                .isInstanceOf(DeployException.class)
                .hasMessageStartingWith("what virsh tells of a domain cannot be read");
        assertThatThrownBy(() ->
                        Domain.parse("<!DOCTYPE d [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><domain>&e;</domain>"))
                .isInstanceOf(DeployException.class);
    }
}
