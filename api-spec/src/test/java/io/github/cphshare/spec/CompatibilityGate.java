package io.github.cphshare.spec;

import static io.github.cphshare.spec.Document.map;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Holds the contract against the one that was published last. Every change needs a newer version with a section of its own
 * in the changelog; one that breaks also needs a version that announces it, and words under "Breaking".
 */
final class CompatibilityGate {

    static final List<String> DOCUMENTS = List.of("cph-share.yaml", "iam-token.yaml", "errors.yaml");

    private static final ObjectMapper JSON = new ObjectMapper();

    private final List<Document> published;
    private final List<Document> working;
    private final String changelog;

    /**
     * @param published the documents of the last version; empty if there is none
     * @param working the documents as they are
     * @param changelog the text of the changelog
     */
    CompatibilityGate(List<Document> published, List<Document> working, String changelog) {
        this.published = published;
        this.working = working;
        this.changelog = changelog;
    }

    /** The folder of the version that was published last. */
    static Optional<Path> lastPublished(Path released) {
        if (Files.notExists(released)) {
            return Optional.empty();
        }
        try (Stream<Path> versions = Files.list(released)) {
            return versions.filter(Files::isDirectory)
                    .max((a, b) -> versionOf(a).compareTo(versionOf(b)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Version versionOf(Path folder) {
        return Version.parse(folder.getFileName().toString());
    }

    /** What is wrong; nothing if the contract may be published as it is. */
    List<String> objections() {
        List<String> objections = new ArrayList<>();
        Set<Version> versions =
                new TreeSet<>(working.stream().map(CompatibilityGate::version).toList());
        if (versions.size() != 1) {
            return List.of("the documents are of different versions: " + versions);
        }
        Version now = versions.iterator().next();
        if (published.isEmpty()) {
            if (section(now).isBlank()) {
                objections.add("the changelog has no section " + now);
            }
            return objections;
        }
        Version last = version(published.get(0));
        if (!isChanged()) {
            return now.compareTo(last) < 0 ? List.of(now + " is older than what was published, " + last) : List.of();
        }
        if (now.compareTo(last) <= 0) {
            objections.add("the contract has changed since " + last + ", its version has not");
        } else if (section(now).isBlank()) {
            objections.add("the changelog has no section " + now);
        }
        Set<String> breaks = breaks();
        if (!breaks.isEmpty() && !now.announcesBreakOf(last)) {
            objections.add("version " + now + " does not announce that it breaks " + last + ": " + breaks);
        }
        if (!breaks.isEmpty() && !saysWhatBreaks(section(now))) {
            objections.add("the changelog does not say what breaks: " + breaks);
        }
        return objections;
    }

    /** What breaks those who use the published version. */
    Set<String> breaks() {
        Set<String> breaks = new TreeSet<>();
        for (Document older : published) {
            Optional<Document> newer = working.stream()
                    .filter(one -> one.name().equals(older.name()))
                    .findFirst();
            if (newer.isEmpty()) {
                breaks.add(older.name() + " is gone");
            } else {
                breaks.addAll(Comparison.breaks(text(withContents(older)), text(withContents(newer.get()))));
                breaks.addAll(ExtensionComparison.breaks(older, newer.get()));
                breaks.addAll(CatalogueComparison.breaks(older, newer.get()));
            }
        }
        return breaks;
    }

    /**
     * The document with what JSON in a string holds ({@code x-content-schema}) as a property beside that string: no tool knows
     * that it belongs to the contract.
     */
    private static Document withContents(Document document) {
        return new Document(document.name(), map(withContents(document.root())));
    }

    private static Object withContents(Object node) {
        if (node instanceof List<?> list) {
            return list.stream().map(CompatibilityGate::withContents).toList();
        }
        if (!(node instanceof Map<?, ?>)) {
            return node;
        }
        Map<String, Object> contents = new LinkedHashMap<>();
        map(node).forEach((name, value) -> {
            contents.put(name, withContents(value));
            if (value instanceof Map<?, ?> schema && schema.get("x-content-schema") instanceof String reference) {
                contents.put("JSON in " + name, Map.of("$ref", reference));
            }
        });
        return contents;
    }

    private boolean isChanged() {
        return !withoutVersions(published).equals(withoutVersions(working));
    }

    private static Map<String, Object> withoutVersions(List<Document> documents) {
        Map<String, Object> contents = new HashMap<>();
        documents.forEach(document -> {
            Map<String, Object> info = new HashMap<>(map(document.root().get("info")));
            info.remove("version");
            Map<String, Object> root = new HashMap<>(document.root());
            root.put("info", info);
            contents.put(document.name(), root);
        });
        return contents;
    }

    private String section(Version version) {
        Matcher section = Pattern.compile("(?ms)^## " + Pattern.quote(version.toString()) + "$(.*?)(?=^## |\\z)")
                .matcher(changelog);
        return section.find() ? section.group(1) : "";
    }

    /** A heading alone tells nobody anything. */
    private static boolean saysWhatBreaks(String section) {
        Matcher breaking = Pattern.compile("(?ms)^### Breaking$(.*?)(?=^#|\\z)").matcher(section);
        return breaking.find() && !breaking.group(1).isBlank();
    }

    private static Version version(Document document) {
        return Version.parse((String) map(document.root().get("info")).get("version"));
    }

    private static String text(Document document) {
        try {
            return JSON.writeValueAsString(document.root());
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
