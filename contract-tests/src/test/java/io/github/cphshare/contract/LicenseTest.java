package io.github.cphshare.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.cphshare.client.CphShareClient;
import io.github.cphshare.generated.ServiceEndpoints;
import io.github.cphshare.simulator.CphSimulator;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LicenseTest {
    @ParameterizedTest
    @ValueSource(classes = {ServiceEndpoints.class, CphShareClient.class, CphSimulator.class})
    void what_is_handed_on_comes_with_its_licence(Class<?> one) throws IOException, URISyntaxException {
        URI place = one.getProtectionDomain().getCodeSource().getLocation().toURI();
        URL licence = place.getPath().endsWith("/")
                ? place.resolve("META-INF/LICENSE").toURL()
                : new URL("jar:" + place + "!/META-INF/LICENSE");

        try (InputStream text = licence.openStream()) {
            assertThat(new String(text.readAllBytes(), UTF_8)).contains("Apache License");
        }
    }
}
