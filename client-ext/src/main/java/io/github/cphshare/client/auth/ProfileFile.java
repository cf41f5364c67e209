package io.github.cphshare.client.auth;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The vendor's credentials file: sections in brackets, {@code name = value} below them (huaweicloud-sdk-java-v3, core,
 * ProfileCredentialProvider).
 */
final class ProfileFile {
    /** The section of credentials for one project. */
    static final String SECTION = "basic";

    /** What editors of Windows write before UTF-8, as it looks in Latin-1. */
    private static final String MARK = "\u00ef\u00bb\u00bf";

    private final Path file;
    private final Map<String, String> values;

    private ProfileFile(Path file, Map<String, String> values) {
        this.file = file;
        this.values = values;
    }

    /** Reads a file; {@code null} if there is none. */
    static @Nullable ProfileFile read(Path file) throws IOException {
        if (Files.notExists(file)) {
            return null;
        }
        Map<String, String> values = new HashMap<>();
        String section = "";
        // Keys are ASCII in each encoding, and comments are for people: none of their bytes is wrong.
        for (String line : Files.readAllLines(file, StandardCharsets.ISO_8859_1)) {
            String text = (line.startsWith(MARK) ? line.substring(MARK.length()) : line).strip();
            int equals = text.indexOf('=');
            if (text.startsWith("[") && text.endsWith("]")) {
                section = text.substring(1, text.length() - 1);
            } else if (section.equals(SECTION) && equals > 0 && !text.startsWith("#") && !text.startsWith(";")) {
                // At the first equals sign: a security token ends in some.
                values.put(
                        text.substring(0, equals).strip(),
                        text.substring(equals + 1).strip());
            }
        }
        return new ProfileFile(file, values);
    }

    /** The access key of the section; {@code null} if it has none. */
    @Nullable
    AkSkCredentials credentials() {
        String ak = value("ak");
        String sk = value("sk");
        String securityToken = value("security_token");
        if (ak == null && sk == null && securityToken == null) {
            return null;
        }
        if (ak == null || sk == null) {
            String there = ak != null ? "ak" : sk != null ? "sk" : "security_token";
            throw new CredentialsException(
                    "The section [" + SECTION + "] of " + file + " has " + there + " and no "
                            + (ak == null ? "ak" : "sk") + ".",
                    null);
        }
        return AkSkCredentials.of(ak, sk, securityToken).withProjectId(value("project_id"));
    }

    private @Nullable String value(String name) {
        String value = values.get(name);
        return value == null || value.isEmpty() ? null : value;
    }
}
