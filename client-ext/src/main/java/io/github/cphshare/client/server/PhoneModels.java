package io.github.cphshare.client.server;

import io.github.cphshare.client.error.PermissionDeniedException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The phone models by name, asked for when the first is needed. Where they may not be listed nothing is known of any: that
 * takes a permission of its own, and servers can be told of without. For one thread.
 */
final class PhoneModels {
    private final Supplier<Stream<PhoneModel>> source;
    private @Nullable Map<String, List<PhoneModel>> byName;
    private @Nullable PermissionDeniedException refusal;

    PhoneModels(Supplier<Stream<PhoneModel>> source) {
        this.source = source;
    }

    /** What a server's phone model says; of models of the same name the one for the server's model. */
    Support support(@Nullable String phoneModel, @Nullable String serverModel) {
        if (phoneModel == null) {
            return Support.CANNOT_TELL;
        }
        List<PhoneModel> named = byName().getOrDefault(phoneModel, List.of());
        List<PhoneModel> fitting = named.stream()
                .filter(model -> Objects.equals(model.serverModel(), serverModel))
                .toList();
        List<Support> said = (fitting.isEmpty() ? named : fitting)
                .stream().map(PhoneModel::supportsSharedStorage).distinct().toList();
        return said.size() == 1 ? said.get(0) : Support.CANNOT_TELL;
    }

    /** What the service said when it did not list them; {@code null} where it did, or was not asked. */
    @Nullable
    PermissionDeniedException refusal() {
        return refusal;
    }

    private Map<String, List<PhoneModel>> byName() {
        Map<String, List<PhoneModel>> known = byName;
        if (known == null) {
            Map<String, List<PhoneModel>> all = new HashMap<>();
            try {
                source.get().forEach(model -> all.computeIfAbsent(model.name(), name -> new ArrayList<>())
                        .add(model));
            } catch (PermissionDeniedException e) {
                all.clear(); // A part of them may lack just the one that says otherwise.
                refusal = e;
            }
            byName = all;
            return all;
        }
        return known;
    }
}
