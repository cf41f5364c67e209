package io.github.cphshare.generated.templates;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.openapitools.codegen.DefaultGenerator;
import org.openapitools.codegen.config.CodegenConfigurator;

/** Runs the templates as the build does, and reads what came out. */
final class Generation {
    static final Path MODULE = Path.of(System.getProperty("basedir", "")).toAbsolutePath();
    private static final Path TEMPLATES = MODULE.resolve("src/main/templates");

    private Generation() {}

    static Map<String, String> run(Path document, Path output) {
        CodegenConfigurator configurator =
                CodegenConfigurator.fromFile(TEMPLATES.resolve("generator.yaml").toString());
        configurator
                .setInputSpec(document.toString())
                .setOutputDir(output.toString())
                .setTemplateDir(TEMPLATES.toString())
                .setIgnoreFileOverride(TEMPLATES.resolve("generator.ignore").toString())
                .setApiPackage("torture.api")
                .setModelPackage("torture.model")
                .addAdditionalProperty("basePackage", "torture");
        DefaultGenerator generator = new DefaultGenerator();
        generator.setGenerateMetadata(false);
        generator.opts(configurator.toClientOptInput()).generate();
        return files(output, "");
    }

    /** The texts of all files below a folder whose names end so, by their paths. */
    static Map<String, String> files(Path folder, String suffix) {
        Map<String, String> texts = new TreeMap<>();
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path file : (Iterable<Path>) paths.filter(Files::isRegularFile)::iterator) {
                String path = folder.relativize(file).toString().replace('\\', '/');
                if (path.endsWith(suffix)) {
                    texts.put(path.substring(0, path.length() - suffix.length()), Files.readString(file));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return texts;
    }
}
