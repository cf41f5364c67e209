package io.github.cphshare.cli;

import com.squareup.moshi.JsonWriter;
import io.github.cphshare.client.CphShareClient;
import io.github.cphshare.client.call.CallInfo;
import io.github.cphshare.client.call.CallListener;
import io.github.cphshare.client.error.PermissionDeniedException;
import io.github.cphshare.client.server.Server;
import io.github.cphshare.client.server.Support;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code cph-share servers}. */
@Command(
        name = "servers",
        mixinStandardHelpOptions = true,
        versionProvider = Cli.Version.class,
        description = {"Lists the cloud phone servers of the project: id, state, shared storage, phone model, name.", ""
        },
        customSynopsis = {
            "cph-share servers (--region REGION | --endpoint URL) [--project-id ID] [--shared-storage]",
            "               [--token-file FILE] [--json]"
        },
        footer = {
            "",
            "Credentials are looked for as 'cph-share push' does; see its --help.",
            "",
            "Exit codes: 0 listed, 1 refused here, 2 wrong usage, 3 refused by the service, 4 no answer.",
            "",
            "Examples:",
            "  cph-share servers --region cn-north-4 --project-id 0503ddaa18000ff21ff0c009e65d5482",
            "  cph-share servers --endpoint http://127.0.0.1:8080 --shared-storage \\",
            "      | cut -d ' ' -f 1 | cph-share push --servers-from - ..."
        })
final class ServersCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Spec
    @Nullable
    CommandSpec spec;

    @Mixin
    ClientOptions options = new ClientOptions();

    @Option(
            names = "--shared-storage",
            description =
                    "Only servers that files can be pushed to; asks for the details of those whose phone model does"
                            + " not tell, and names those of which nobody does.")
    boolean sharedStorage;

    @Option(names = "--json", description = "Print one JSON document.")
    boolean json;

    ServersCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        options.require(spec, new ArrayList<>());
        options.listener = new Refusal();
        return options.use(terminal, json, client -> {
            List<Server> servers =
                    sharedStorage ? sharing(client) : client.servers().toList();
            if (json) {
                Json.print(terminal.out(), document -> write(document, servers));
            } else {
                print(servers);
            }
            return ExitCode.DONE;
        });
    }

    private List<Server> sharing(CphShareClient client) {
        Map<Support, List<Server>> servers =
                client.serversInDetail().collect(Collectors.groupingBy(Server::supportsSharedStorage));
        servers.getOrDefault(Support.CANNOT_TELL, List.of()).forEach(server -> terminal.err()
                .println("cph-share: left out, since the service does not tell of its shared storage: "
                        + Text.printable(server.id())));
        return servers.getOrDefault(Support.YES, List.of());
    }

    /** Tells why it is not known of servers whether they have shared storage, where that is for lack of a permission. */
    private final class Refusal implements CallListener {
        @Override
        public void finished(CallInfo call, int attempts, Duration took, @Nullable Throwable failure) {
            if (call.operation().equals("listCloudPhoneModels")
                    && failure instanceof PermissionDeniedException denied) {
                String code = Objects.requireNonNullElse(denied.errorCode(), "HTTP " + denied.httpStatus());
                terminal.err()
                        .println("cph-share: these credentials may not list the phone models, which tell of shared"
                                + " storage (" + Text.printable(code) + ")");
            }
        }
    }

    /** No headline: each line begins with an id, for the next program. */
    private void print(List<Server> servers) {
        int ids = width(servers, Server::id);
        int states = width(servers, ServersCommand::state);
        int models = width(servers, server -> orDash(server.phoneModel()));
        for (Server server : servers) {
            terminal.out()
                    .println((padded(Text.printable(server.id()), ids) + "  "
                                    + padded(state(server), states) + "  "
                                    + padded("shared storage: " + storage(server), 19) + "  "
                                    + padded(Text.printable(orDash(server.phoneModel())), models) + "  "
                                    + Text.printable(orDash(server.name())))
                            .stripTrailing());
        }
        if (servers.isEmpty()) {
            terminal.err().println("cph-share: no server" + (sharedStorage ? " with shared storage" : ""));
        }
    }

    private static String state(Server server) {
        String known = Text.lower(server.state());
        return server.state() == Server.State.UNKNOWN && server.status() != null
                ? known + " " + server.status()
                : known.replace('_', ' ');
    }

    private static String storage(Server server) {
        return switch (server.supportsSharedStorage()) {
            case YES -> "yes";
            case NO -> "no";
            case CANNOT_TELL -> "?";
        };
    }

    private static String orDash(@Nullable String text) {
        return Objects.requireNonNullElse(text, "-");
    }

    private static int width(List<Server> servers, Function<Server, String> cell) {
        return servers.stream()
                .mapToInt(server -> Text.printable(cell.apply(server)).length())
                .max()
                .orElse(0);
    }

    private static String padded(String text, int width) {
        return text + " ".repeat(Math.max(0, width - text.length()));
    }

    private static void write(JsonWriter json, List<Server> servers) throws IOException {
        json.beginObject();
        json.name("servers").beginArray();
        for (Server server : servers) {
            json.beginObject();
            json.name("server").value(server.id());
            json.name("name").value(server.name());
            json.name("state").value(Text.lower(server.state()));
            json.name("status").value(server.status());
            json.name("sharedStorage").value(Text.lower(server.supportsSharedStorage()));
            json.name("sharedStorageGb").value(server.sharedStorageGb());
            json.name("serverModel").value(server.serverModel());
            json.name("phoneModel").value(server.phoneModel());
            json.name("availabilityZone").value(server.availabilityZone());
            json.name("created")
                    .value(
                            server.createTime() == null
                                    ? null
                                    : server.createTime().toString());
            json.endObject();
        }
        json.endArray();
        json.endObject();
    }
}
