package io.github.cphshare.contract;

import au.com.dius.pact.core.model.DefaultPactReader;
import au.com.dius.pact.core.model.DefaultPactWriter;
import au.com.dius.pact.core.model.PactSpecVersion;
import au.com.dius.pact.core.model.V4Interaction.SynchronousHttp;
import au.com.dius.pact.core.model.V4Pact;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/** The pact as a file: the one that is committed, and the one that the build makes. */
final class PactFile {
    private static final String NAME = Exchange.CONSUMER + "-" + Exchange.PROVIDER + ".json";
    static final Path COMMITTED = Path.of("pacts", NAME);
    static final Path MADE = Path.of("target", "pacts", NAME);

    static final Path IAM = Path.of("pacts", Exchange.CONSUMER + "-" + IamPact.PROVIDER + ".json");

    private PactFile() {}

    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void write(Path file, String text) throws IOException {
        Files.createDirectories(Objects.requireNonNull(file.getParent()));
        Files.writeString(file, text);
    }

    static String toText(V4Pact pact) {
        StringWriter text = new StringWriter();
        DefaultPactWriter.INSTANCE.writePact(pact, new PrintWriter(text), PactSpecVersion.V4);
        return text.toString();
    }

    static V4Pact parse(String text) {
        return (V4Pact) DefaultPactReader.INSTANCE.loadPact(text);
    }

    static List<SynchronousHttp> interactions(V4Pact pact) {
        return pact.getInteractions().stream().map(SynchronousHttp.class::cast).toList();
    }

    /** What the pact says, in one form whoever wrote it: without the version of the library. */
    static String meaning(String text) {
        try {
            ObjectMapper json = new ObjectMapper();
            ObjectNode pact = (ObjectNode) json.readTree(text);
            ((ObjectNode) pact.path("metadata")).remove("pact-jvm");
            return json.writerWithDefaultPrettyPrinter().writeValueAsString(pact);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
