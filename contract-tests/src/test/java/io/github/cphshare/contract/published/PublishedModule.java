package io.github.cphshare.contract.published;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.github.cphshare.cli.Main;
import io.github.cphshare.client.CphShareClient;
import io.github.cphshare.generated.ErrorCatalog;
import io.github.cphshare.simulator.CphSimulator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Modifier;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;

/** A module whose jar is published with classes in it. */
enum PublishedModule {
    GENERATED_CLIENT("generated-client", "cph-share-generated-client", ErrorCatalog.class),
    CLIENT("client-ext", "cph-share-client", CphShareClient.class),
    SIMULATOR("simulator", "cph-share-simulator", CphSimulator.class),
    CLI("cli", "cph-share-cli", Main.class);

    /** Wire types follow the contract and may grow with any version; a program has no callers. The others promise. */
    static final List<PublishedModule> PROMISED = List.of(CLIENT, SIMULATOR);

    private final String folder;
    private final String artifactId;
    private final Class<?> any;

    PublishedModule(String folder, String artifactId, Class<?> any) {
        this.folder = folder;
        this.artifactId = artifactId;
        this.any = any;
    }

    String artifactId() {
        return artifactId;
    }

    /** Its committed API. */
    Path apiFile() {
        return Path.of("..", folder, "api.txt");
    }

    /** Classes that a caller can name, in the order of their names. */
    List<Class<?>> publicClasses() {
        return new ClassFileImporter()
                .importPackages(any.getPackageName()).stream()
                        .filter(one -> !one.isAnonymousClass() && !one.isLocalClass())
                        .map(JavaClass::reflect)
                        .filter(PublishedModule::isPublic)
                        .sorted(Comparator.comparing(Class::getName))
                        .<Class<?>>map(one -> one)
                        .toList();
    }

    private static boolean isPublic(Class<?> type) {
        Class<?> outer = type.getEnclosingClass();
        boolean visible = Modifier.isPublic(type.getModifiers()) || Modifier.isProtected(type.getModifiers());
        return visible && (outer == null || isPublic(outer));
    }

    /** Its jar as this build has it: packed here where there are only classes yet. */
    byte[] jar() {
        try {
            Path location = Path.of(
                    any.getProtectionDomain().getCodeSource().getLocation().toURI());
            return Files.isDirectory(location) ? packed(location) : Files.readAllBytes(location);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] packed(Path classes) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JarOutputStream jar = new JarOutputStream(bytes);
                Stream<Path> files = Files.walk(classes)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                jar.putNextEntry(
                        new JarEntry(classes.relativize(file).toString().replace('\\', '/')));
                Files.copy(file, jar);
            }
        }
        return bytes.toByteArray();
    }

    @Override
    public String toString() {
        return folder;
    }
}
