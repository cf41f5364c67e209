package io.github.cphshare.spec;

import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.servers.Server;
import io.swagger.v3.oas.models.servers.ServerVariable;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.openapitools.openapidiff.core.OpenApiCompare;
import org.openapitools.openapidiff.core.compare.OpenApiDiffOptions;
import org.openapitools.openapidiff.core.model.Changed;
import org.openapitools.openapidiff.core.model.ChangedOpenApi;
import org.openapitools.openapidiff.core.model.ChangedOperation;
import org.openapitools.openapidiff.core.model.ChangedRequestBody;
import org.openapitools.openapidiff.core.model.ChangedSchema;
import org.openapitools.openapidiff.core.model.ComposedChanged;
import org.openapitools.openapidiff.core.model.schema.ChangedPattern;

/**
 * What of a newer contract breaks those who use the older one. Most of it is openapi-diff's judgement; the rest is what
 * openapi-diff lets pass. That it is the whole rest is shown by the corpus of mutations.
 */
final class Comparison {

    private final Set<String> breaks = new TreeSet<>();
    private final Set<Changed> seen = Collections.newSetFromMap(new IdentityHashMap<>());

    private Comparison() {}

    /** Why the newer document is not compatible with the older one; nothing if it is. */
    static Set<String> breaks(String older, String newer) {
        ChangedOpenApi changes = OpenApiCompare.fromContents(
                older,
                newer,
                List.of(),
                // Generated clients call their methods by the operation's id, as they do their classes by tags and
                // schemas.
                OpenApiDiffOptions.builder()
                        .configProperty("incompatible.operation.id.changed", "true")
                        .build());
        Comparison comparison = new Comparison();
        comparison.servers(changes);
        comparison.paths(changes);
        comparison.tags(changes);
        comparison.schemes(changes);
        comparison.schemas(changes);
        changes.getMissingEndpoints().forEach(gone -> comparison.breaks.add(gone + " is gone"));
        changes.getChangedOperations().forEach(comparison::operation);
        return comparison.breaks;
    }

    private void servers(ChangedOpenApi changes) {
        List<Server> newer = changes.getNewSpecOpenApi().getServers();
        for (Server server : changes.getOldSpecOpenApi().getServers()) {
            newer.stream()
                    .filter(one -> one.getUrl().equals(server.getUrl()))
                    .findFirst()
                    .ifPresentOrElse(
                            same -> variables(server)
                                    .forEach((name, variable) -> variable(
                                            name, variable, variables(same).get(name))),
                            () -> breaks.add(server.getUrl() + " is gone"));
        }
    }

    private static Map<String, ServerVariable> variables(Server server) {
        return server.getVariables() == null ? Map.of() : server.getVariables();
    }

    /** Both addresses have the variable, or they would not be the same. Without an enum it takes any value. */
    private void variable(String name, ServerVariable older, ServerVariable newer) {
        if (!Objects.equals(older.getDefault(), newer.getDefault())) {
            breaks.add(name + " is another where none is named");
        }
        if (older.getEnum() == null && newer.getEnum() != null) {
            breaks.add(name + " is closed");
        } else if (newer.getEnum() != null) {
            breaksWithout(newer.getEnum(), older.getEnum(), value -> name + " " + value + " is gone");
        }
    }

    /** Where only the name of a parameter has changed, the address is the same; generated clients take it by this name. */
    private void paths(ChangedOpenApi changes) {
        Set<String> now = paths(changes.getNewSpecOpenApi());
        breaksWithout(now, paths(changes.getOldSpecOpenApi()), path -> path + " is written in another way");
    }

    private static Set<String> paths(OpenAPI document) {
        return document.getPaths() == null ? Set.of() : document.getPaths().keySet();
    }

    private void operation(ChangedOperation changed) {
        String where = changed.getHttpMethod() + " " + changed.getPathUrl();
        if (isOpen(changed.getOldOperation()) && !isOpen(changed.getNewOperation())) {
            breaks.add(where + ": wants credentials");
        }
        // Clients read the body of a success that they know of, and no other.
        changed.getNewOperation().getResponses().keySet().stream()
                .filter(status -> status.startsWith("2")
                        && !changed.getOldOperation().getResponses().containsKey(status))
                .forEach(status -> breaks.add(where + ": succeeds with " + status + " as well"));
        walk(where, changed);
    }

    private static boolean isOpen(Operation operation) {
        return operation.getSecurity() != null && operation.getSecurity().isEmpty();
    }

    private void walk(String where, Changed changed) {
        if (!seen.add(changed)) {
            return;
        }
        if (changed instanceof ChangedSchema schema) {
            lost(schema).forEach(what -> breaks.add(where + ": " + what));
        }
        List<Changed> parts =
                changed instanceof ComposedChanged composed ? composed.getChangedElements() : List.<Changed>of();
        parts.stream().filter(Objects::nonNull).forEach(part -> walk(where, part));
        boolean isExplained = parts.stream().filter(Objects::nonNull).anyMatch(Changed::isIncompatible);
        boolean isWider = (changed instanceof ChangedPattern pattern && isFine(pattern))
                || (changed instanceof ChangedRequestBody body
                        && !Boolean.TRUE.equals(body.getNewRequestBody().getRequired()));
        if (changed.isIncompatible() && !isExplained && !isWider) {
            breaks.add(where + ": " + changed.getClass().getSimpleName());
        }
    }

    /** A request may hold more, an answer less. */
    private static boolean isFine(ChangedPattern pattern) {
        return (pattern.getContext().isRequest() ? pattern.getNewPattern() : pattern.getOldPattern()) == null;
    }

    /** What openapi-diff takes for compatible. */
    private static List<String> lost(ChangedSchema changed) {
        Schema<?> older = changed.getOldSchema();
        Schema<?> newer = changed.getNewSchema();
        List<String> lost = new ArrayList<>();
        changed.getMissingProperties().keySet().forEach(name -> lost.add(name + " is gone"));
        if (changed.getContext().isResponse()) {
            if (isWider(older, newer)) {
                lost.add("can be null");
            }
            if (older.getEnum() != null && newer.getEnum() == null) {
                lost.add("is open");
            }
            if (isNarrower(older, newer)) {
                lost.add("has bounds no more that it had");
            }
            return lost;
        }
        if (older.getDefault() != null && !older.getDefault().equals(newer.getDefault())) {
            lost.add("means something else where it is not given");
        }
        if (isWider(newer, older)) {
            lost.add("cannot be null");
        }
        if (number(newer.getMinLength(), 0) > number(older.getMinLength(), 0)) {
            lost.add("has to be longer");
        }
        if (number(newer.getMaxItems(), Integer.MAX_VALUE) < number(older.getMaxItems(), Integer.MAX_VALUE)) {
            lost.add("may hold less");
        }
        if (older.getEnum() == null && newer.getEnum() != null) {
            lost.add("is closed");
        }
        return lost;
    }

    /** Whether the first one bounds more. */
    private static boolean isNarrower(Schema<?> one, Schema<?> other) {
        return number(one.getMaxItems(), Integer.MAX_VALUE) < number(other.getMaxItems(), Integer.MAX_VALUE)
                || number(one.getMinItems(), 0) > number(other.getMinItems(), 0)
                || number(one.getMinLength(), 0) > number(other.getMinLength(), 0)
                || isBelow(one.getMaximum(), other.getMaximum())
                || isBelow(negated(one.getMinimum()), negated(other.getMinimum()));
    }

    /** {@code null} is no bound. */
    private static boolean isBelow(BigDecimal one, BigDecimal other) {
        return one != null && (other == null || one.compareTo(other) < 0);
    }

    private static BigDecimal negated(BigDecimal bound) {
        return bound == null ? null : bound.negate();
    }

    private static boolean isWider(Schema<?> before, Schema<?> after) {
        return !Boolean.TRUE.equals(before.getNullable()) && Boolean.TRUE.equals(after.getNullable());
    }

    /** An operation of which only these have changed is none that openapi-diff tells of. */
    private void tags(ChangedOpenApi changes) {
        Map<String, List<String>> newer = tags(changes.getNewSpecOpenApi());
        tags(changes.getOldSpecOpenApi()).forEach((id, tags) -> {
            if (!newer.getOrDefault(id, tags).containsAll(tags)) {
                breaks.add(id + " has another tag");
            }
        });
    }

    private static Map<String, List<String>> tags(OpenAPI document) {
        Map<String, List<String>> tags = new HashMap<>();
        if (document.getPaths() != null) {
            document.getPaths().values().stream()
                    .flatMap(path -> path.readOperations().stream())
                    .filter(operation -> operation.getTags() != null)
                    .forEach(operation -> tags.put(operation.getOperationId(), operation.getTags()));
        }
        return tags;
    }

    /** Those who generate a client give their credentials by the name of the scheme. */
    private void schemes(ChangedOpenApi changes) {
        Set<String> now = schemes(changes.getNewSpecOpenApi());
        breaksWithout(now, schemes(changes.getOldSpecOpenApi()), name -> "the credentials " + name + " are gone");
    }

    private void breaksWithout(Collection<String> now, Collection<String> before, UnaryOperator<String> words) {
        before.stream().filter(one -> !now.contains(one)).map(words).forEach(breaks::add);
    }

    private static Set<String> schemes(OpenAPI document) {
        Components components = document.getComponents();
        return components == null || components.getSecuritySchemes() == null
                ? Set.of()
                : components.getSecuritySchemes().keySet();
    }

    /** Objects are components, so that none is missed here; generated clients have types of their names. */
    private void schemas(ChangedOpenApi changes) {
        Map<String, Schema<?>> newer = schemas(changes.getNewSpecOpenApi());
        schemas(changes.getOldSpecOpenApi()).forEach((name, schema) -> {
            if (!newer.containsKey(name)) {
                breaks.add(name + " is gone");
            }
            if (newer.containsKey(name) && !isClosed(schema) && isClosed(newer.get(name))) {
                breaks.add(name + " takes no other field");
            }
        });
    }

    private static Map<String, Schema<?>> schemas(OpenAPI document) {
        Map<String, Schema<?>> schemas = new TreeMap<>();
        if (document.getComponents() != null && document.getComponents().getSchemas() != null) {
            document.getComponents().getSchemas().forEach(schemas::put);
        }
        return schemas;
    }

    private static boolean isClosed(Schema<?> schema) {
        return Boolean.FALSE.equals(schema.getAdditionalProperties());
    }

    private static int number(Integer value, int none) {
        return value == null ? none : value;
    }
}
