package io.github.cphshare.client.fleet;

import com.squareup.moshi.JsonDataException;
import com.squareup.moshi.JsonReader;
import java.io.IOException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import okio.Buffer;
import org.jspecify.annotations.Nullable;

/** The fields of one JSON object, each asked for by name and type. Fields that nobody asks for are let be. */
final class Fields {
    private final Map<?, ?> values;

    private Fields(Map<?, ?> values) {
        this.values = values;
    }

    static Fields parse(String json) throws BadLine {
        try (JsonReader reader = JsonReader.of(new Buffer().writeUtf8(json))) {
            Object value = reader.readJsonValue();
            if (!(value instanceof Map<?, ?> map) || reader.peek() != JsonReader.Token.END_DOCUMENT) {
                throw new BadLine("is not one JSON object");
            }
            return new Fields(map);
        } catch (IOException | JsonDataException e) {
            throw new BadLine("is not JSON: " + e.getMessage());
        }
    }

    String text(String name) throws BadLine {
        String text = textOrNull(name);
        if (text == null) {
            throw new BadLine("lacks \"" + name + "\"");
        }
        return text;
    }

    @Nullable
    String textOrNull(String name) throws BadLine {
        Object value = values.get(name);
        if (value == null || value instanceof String) {
            return (String) value;
        }
        throw new BadLine("has a \"" + name + "\" that is no text");
    }

    /** A whole number from 1 to the greatest. */
    int number(String name, int greatest) throws BadLine {
        if (values.get(name) instanceof Double number
                && number == Math.rint(number)
                && number >= 1
                && number <= greatest) {
            return number.intValue();
        }
        throw new BadLine("lacks a number from 1 to " + greatest + " in \"" + name + "\"");
    }

    Instant instant(String name) throws BadLine {
        try {
            return Instant.parse(text(name));
        } catch (DateTimeParseException e) {
            throw new BadLine("has a \"" + name + "\" that is no time");
        }
    }

    List<String> texts(String name) throws BadLine {
        List<String> texts = new ArrayList<>();
        for (Object value : list(name)) {
            if (!(value instanceof String text)) {
                throw new BadLine("has something in \"" + name + "\" that is no text");
            }
            texts.add(text);
        }
        return texts;
    }

    /** Empty where there is no such field. */
    List<Fields> objects(String name) throws BadLine {
        List<Fields> objects = new ArrayList<>();
        for (Object value : values.containsKey(name) ? list(name) : List.of()) {
            if (!(value instanceof Map<?, ?> map)) {
                throw new BadLine("has something in \"" + name + "\" that is no object");
            }
            objects.add(new Fields(map));
        }
        return objects;
    }

    private List<?> list(String name) throws BadLine {
        if (values.get(name) instanceof List<?> list) {
            return list;
        }
        throw new BadLine("lacks a list in \"" + name + "\"");
    }
}
