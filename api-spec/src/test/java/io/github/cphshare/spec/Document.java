package io.github.cphshare.spec;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** One OpenAPI document of this module, as plain maps and lists. */
record Document(String name, Map<String, Object> root) {

    static final Path MODULE = Path.of("").toAbsolutePath();

    static Document load(String name) {
        return new Document(name, map(yaml(MODULE.resolve("src/main/openapi").resolve(name))));
    }

    /** What a YAML file holds, of maps, lists and plain values. */
    static Object yaml(Path file) {
        LoaderOptions options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        try {
            return new Yaml(new SafeConstructor(options)).load(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<Document> contracts() {
        return List.of(load("cph-share.yaml"), load("iam-token.yaml"));
    }

    /** Every object in the document with its JSON pointer, parents first. */
    void walk(BiConsumer<String, Map<String, Object>> visitor) {
        walk("#", root, visitor);
    }

    private static void walk(String pointer, Object node, BiConsumer<String, Map<String, Object>> visitor) {
        if (node instanceof Map<?, ?> map) {
            visitor.accept(pointer, map(map));
            map.forEach((key, value) -> walk(pointer + "/" + escape(String.valueOf(key)), value, visitor));
        } else if (node instanceof List<?> list) {
            for (int i = 0; i < list.size(); i++) {
                walk(pointer + "/" + i, list.get(i), visitor);
            }
        }
    }

    /** What a JSON pointer ({@code #/a/b}) leads to. */
    Object at(String pointer) {
        Object node = root;
        for (String step : pointer.substring(2).split("/", -1)) {
            String key = step.replace("~1", "/").replace("~0", "~");
            node = node instanceof List<?> list
                    ? list.get(Integer.parseInt(key))
                    : map(node).get(key);
        }
        return node;
    }

    /** The object itself, or what its {@code $ref} leads to. */
    Map<String, Object> resolve(Object node) {
        Map<String, Object> map = map(node);
        return map.containsKey("$ref") ? map(at((String) map.get("$ref"))) : map;
    }

    Map<String, Object> section(String pointer) {
        Object node = at(pointer);
        return node == null ? Map.of() : map(node);
    }

    List<Map<String, Object>> operations() {
        List<Map<String, Object>> operations = new ArrayList<>();
        section("#/paths").values().forEach(path -> map(path).forEach((method, operation) -> {
            if (List.of("get", "put", "post", "delete", "patch", "head").contains(method)) {
                operations.add(map(operation));
            }
        }));
        return operations;
    }

    @SuppressWarnings("unchecked") // YAML objects have string keys, or our documents would not be OpenAPI
    static Map<String, Object> map(Object node) {
        return (Map<String, Object>) node;
    }

    @SuppressWarnings("unchecked") // the caller names the kind of element that OpenAPI prescribes there
    static <T> List<T> list(Object node) {
        return node == null ? List.of() : (List<T>) node;
    }

    private static String escape(String key) {
        return key.replace("~", "~0").replace("/", "~1");
    }

    @Override
    public String toString() {
        return name;
    }
}
