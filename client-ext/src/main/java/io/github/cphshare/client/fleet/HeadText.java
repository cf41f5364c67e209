package io.github.cphshare.client.fleet;

import java.util.ArrayList;
import java.util.List;

/** The first lines of a journal: what it is about, then its servers, ten a line, so that a server's number is found. */
final class HeadText {
    private static final int SERVERS_A_LINE = 10;
    private static final String JOURNAL = "journal";
    private static final String OF_A_FLEET_PUSH = "cph-share fleet push";
    private static final String VERSION = "version";

    private HeadText() {}

    static List<String> lines(Head head, List<String> ids) {
        List<String> lines = new ArrayList<>();
        lines.add(EntryText.object(json -> {
            json.name(JOURNAL).value(OF_A_FLEET_PUSH).name(VERSION).value(Head.VERSION);
            json.name("endpoint").value(head.endpoint()).name("project").value(head.project());
            json.name("bucket").value(head.bucket()).name("object").value(head.object());
            json.name("servers").value(head.servers()).name("digest").value(head.digest());
            json.name("at").value(head.at().toString());
        }));
        for (int first = 0; first < ids.size(); first += SERVERS_A_LINE) {
            int from = first;
            lines.add(EntryText.object(json -> {
                json.name("from").value(from + 1).name("servers").beginArray();
                for (String id : ids.subList(from, Math.min(ids.size(), from + SERVERS_A_LINE))) {
                    json.value(id);
                }
                json.endArray();
            }));
        }
        return lines;
    }

    static Head parse(String text) throws BadLine {
        Fields fields = Fields.parse(text);
        if (!OF_A_FLEET_PUSH.equals(fields.textOrNull(JOURNAL))) {
            throw new BadLine("is not the head of a journal");
        }
        int version = fields.number(VERSION, Integer.MAX_VALUE);
        if (version != Head.VERSION) {
            throw new BadLine("is of version " + version + " of the format, and this reads " + Head.VERSION);
        }
        return new Head(
                fields.text("endpoint"),
                fields.textOrNull("project"),
                fields.text("bucket"),
                fields.text("object"),
                fields.number("servers", Integer.MAX_VALUE),
                fields.text("digest"),
                fields.instant("at"));
    }

    /** Adds the servers of a line to those of the lines before it. */
    static void parseServers(String text, Head head, List<String> ids) throws BadLine {
        Fields fields = Fields.parse(text);
        if (fields.number("from", head.servers()) != ids.size() + 1) {
            throw new BadLine("does not go on with server " + (ids.size() + 1));
        }
        ids.addAll(fields.texts("servers"));
        if (ids.size() > head.servers()) {
            throw new BadLine("has more servers than the " + head.servers() + " of the head");
        }
        if (ids.size() == head.servers() && !Head.digestOf(ids).equals(head.digest())) {
            throw new BadLine("ends a list of servers that is not the one of the head");
        }
    }
}
