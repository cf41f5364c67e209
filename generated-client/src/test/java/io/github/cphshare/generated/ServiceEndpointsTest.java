package io.github.cphshare.generated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServiceEndpointsTest {
    @Test
    void each_region_has_its_endpoint() {
        assertThat(ServiceEndpoints.regions()).hasSize(13).contains("cn-north-4");
        assertThat(ServiceEndpoints.forRegion("cn-north-4"))
                .isEqualTo(URI.create("https://cph.cn-north-4.myhuaweicloud.com"));
    }

    @Test
    void a_region_that_the_contract_does_not_know_yet_has_one_too() {
        assertThat(ServiceEndpoints.forRegion("xx-new-9")).hasHost("cph.xx-new-9.myhuaweicloud.com");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "evil.example/", "a b", "a.b", "a@b", "a#", "é", "a\n"})
    void what_could_lead_to_another_host_is_no_region(String region) {
        assertThatThrownBy(() -> ServiceEndpoints.forRegion(region)).isInstanceOf(IllegalArgumentException.class);
    }
}
