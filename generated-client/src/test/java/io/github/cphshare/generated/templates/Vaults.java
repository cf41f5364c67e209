package io.github.cphshare.generated.templates;

import java.util.List;
import java.util.Map;
import torture.model.Vault;

/** Vaults, which hold secrets in every way in which lists and maps can. */
final class Vaults {
    private Vaults() {}

    static Vault.Builder with(String secret) {
        List<String> secrets = List.of(secret);
        return Vault.builder()
                .refs(secrets)
                .alias(secrets)
                .marked(secrets)
                .passwords(secrets)
                .named(Map.of("a", secret))
                .deep(Map.of("a", List.of(secrets)))
                .between(List.of(secrets));
    }
}
