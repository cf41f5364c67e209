package io.github.cphshare.simulator;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.cphshare.simulator.SharedStorage.Item;
import io.github.cphshare.simulator.SimulatedServer.Reason;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The work of a ListShareFiles: one page of a directory, in the words of ZH-2021, table of execute_msg.
 *
 * @param path the directory
 * @param offset how many of its entries are left out
 * @param limit how many are listed at most
 */
record Listing(String path, int offset, int limit, ErrorCatalog errors) implements Work {
    /** "At most 1024 bytes": cph-share.yaml, Job, property execute_msg. */
    private static final int LONGEST = 1024;

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("MMM dd HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final String UNITS = "KMGT";

    @Override
    public String operation() {
        return "listShareFiles";
    }

    @Override
    public Result done(SimulatedServer server, SharedStorage storage, Instant end) throws Failed {
        Optional<List<Item>> items = storage.list(path.replaceAll("/$", ""));
        if (items.isEmpty()) {
            throw new Failed(new Reason("CPS.0199", errors.message("CPS.0199")));
        }
        return new Result(storage, cut(text(server, storage, items.get(), end)));
    }

    private String text(SimulatedServer server, SharedStorage storage, List<Item> items, Instant end) {
        int from = Math.min(offset, items.size());
        List<Item> page = items.subList(from, Math.min(items.size(), from + limit));
        ObjectNode listing = Json.object();
        ObjectNode directory = listing.putObject("files_in_path");
        directory.put("total", items.size()).put("count", page.size());
        ArrayNode files = directory.putArray("files");
        page.forEach(item -> files.add(item.size() + " " + TIME.format(end) + " " + item.name()));
        long size = (long) server.shareSizeGb() << 30;
        long used = storage.bytes();
        long free = Math.max(0, size - used);
        long percent = size == 0 ? 100 : Math.min(100, (used * 100 + size - 1) / size);
        listing.put("share_base_max_size", server.shareSizeGb() + "G");
        listing.put("share_base_capacity", words(size) + " " + words(used) + " " + words(free) + " " + percent + "%");
        return new String(Json.bytes(listing), StandardCharsets.UTF_8);
    }

    /** As {@code df -h} has it: one decimal below ten, no unit for bytes. */
    private static String words(long bytes) {
        double value = bytes;
        int unit = -1;
        while (value >= 1024 && unit + 1 < UNITS.length()) {
            value /= 1024;
            unit++;
        }
        if (unit < 0) {
            return Long.toString(bytes);
        }
        return String.format(Locale.ROOT, value < 10 ? "%.1f%c" : "%.0f%c", value, UNITS.charAt(unit));
    }

    /** The first bytes, without a piece of a character at the end. */
    private static String cut(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (bytes.length <= LONGEST) {
            return text;
        }
        int end = LONGEST;
        while ((bytes[end] & 0xC0) == 0x80) {
            end--;
        }
        return new String(bytes, 0, end, StandardCharsets.UTF_8);
    }
}
