package io.github.cphshare.contract.published;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.cphshare.client.CphShareClient;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.jar.JarInputStream;
import java.util.jar.JarOutputStream;
import javassist.CannotCompileException;
import javassist.ClassPool;
import javassist.CtClass;
import javassist.CtMethod;
import org.junit.jupiter.api.Test;

/**
 * Those who were compiled against the last release run on what is built here. The last release's jars are laid beside the
 * tests by the profile {@code released} ({@code -Dreleased.version=…}).
 */
class BinaryCompatibilityTest {

    private static final String CLIENT = CphShareClient.class.getName();
    private static final String ENTRY = CLIENT.replace('.', '/') + ".class";

    @Test
    void the_last_release_can_be_replaced() throws IOException {
        String released = System.getProperty("released.version", "");
        assumeTrue(!released.isBlank(), "nothing has been released yet, or no released.version is given");
        AcceptedBreaks accepted = AcceptedBreaks.parse(Files.readString(Path.of("accepted-breaks.txt")));

        Set<String> breaks = new TreeSet<>();
        for (PublishedModule module : PublishedModule.PROMISED) {
            Path older = Path.of("target", "released", module.artifactId() + ".jar");
            breaks.addAll(BinaryComparison.breaks(Files.readAllBytes(older), module.jar()));
        }

        assertThat(accepted.remaining(breaks)).as("breaks of %s", released).isEmpty();
        assertThat(accepted.reasons().keySet())
                .as("accepted breaks that are none")
                .isSubsetOf(breaks);
    }

    @Test
    void a_jar_is_compatible_with_itself() {
        byte[] jar = PublishedModule.CLIENT.jar();

        assertThat(BinaryComparison.breaks(jar, jar)).isEmpty();
    }

    @Test
    void a_method_that_is_gone_is_a_break_and_one_that_is_new_is_none() throws IOException {
        byte[] jar = PublishedModule.CLIENT.jar();
        byte[] withMethod = changed(
                jar,
                type -> type.addMethod(CtMethod.make("public String elsewhere(int count) { return null; }", type)));

        assertThat(BinaryComparison.breaks(withMethod, jar))
                .containsExactly("METHOD_REMOVED " + CLIENT + "#elsewhere(int)");
        assertThat(BinaryComparison.breaks(jar, withMethod)).isEmpty();
    }

    @Test
    void a_class_that_is_gone_is_a_break() throws IOException {
        byte[] jar = PublishedModule.CLIENT.jar();

        assertThat(BinaryComparison.breaks(jar, without(jar, ENTRY))).containsExactly("CLASS_REMOVED " + CLIENT);
    }

    @Test
    void an_accepted_break_says_why_and_is_let_pass() {
        AcceptedBreaks accepted = AcceptedBreaks.parse("# comment\n\nMETHOD_REMOVED a.B#c() # It never worked.\n");

        assertThat(accepted.remaining(Set.of("METHOD_REMOVED a.B#c()", "CLASS_REMOVED a.D")))
                .containsExactly("CLASS_REMOVED a.D");
        assertThatThrownBy(() -> AcceptedBreaks.parse("METHOD_REMOVED a.B#c()"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("says why");
    }

    private interface Change {
        void of(CtClass type) throws CannotCompileException;
    }

    private static byte[] changed(byte[] jar, Change change) throws IOException {
        return copied(jar, (name, content) -> {
            if (!name.equals(ENTRY)) {
                return content;
            }
            try {
                CtClass type = new ClassPool(true).makeClass(new ByteArrayInputStream(content));
                change.of(type);
                return type.toBytecode();
            } catch (CannotCompileException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    private static byte[] without(byte[] jar, String entry) throws IOException {
        return copied(jar, (name, content) -> name.equals(entry) ? new byte[0] : content);
    }

    private interface Edit {
        /** The new content; an empty one leaves the entry out. */
        byte[] of(String name, byte[] content) throws IOException;
    }

    private static byte[] copied(byte[] jar, Edit edit) throws IOException {
        ByteArrayOutputStream copy = new ByteArrayOutputStream();
        try (JarInputStream in = new JarInputStream(new ByteArrayInputStream(jar), false);
                JarOutputStream out = new JarOutputStream(copy)) {
            for (JarEntry entry = in.getNextJarEntry(); entry != null; entry = in.getNextJarEntry()) {
                byte[] content = edit.of(entry.getName(), in.readAllBytes());
                if (!entry.isDirectory() && content.length > 0) {
                    out.putNextEntry(new JarEntry(entry.getName()));
                    out.write(content);
                }
            }
        }
        return copy.toByteArray();
    }
}
