package io.github.cphshare.cli;

import com.squareup.moshi.JsonWriter;
import io.github.cphshare.client.file.ShareListing;
import io.github.cphshare.client.file.SharedFile;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code cph-share ls}. */
@Command(
        name = "ls",
        mixinStandardHelpOptions = true,
        versionProvider = Cli.Version.class,
        description = {
            "Lists a directory in the shared storage of a server: size, time of the last change, name.",
            "The service starts a job for it, which is waited for; it tells 50 entries at most, and cuts its text off"
                    + " after 1024 bytes.",
            ""
        },
        customSynopsis = {
            "cph-share ls (--region REGION | --endpoint URL) [--project-id ID] [--offset N]",
            "               [--timeout TIME] [--token-file FILE] [--json] SERVER PATH"
        },
        footer = {
            "",
            "Credentials are looked for as 'cph-share push' does; see its --help.",
            "",
            "Exit codes: 0 listed, 1 refused here, 2 wrong usage, 3 refused by the service, or its job failed,",
            "4 no answer, or none that can be relied on.",
            "",
            "Examples:",
            "  cph-share ls --region cn-north-4 --project-id 0503ddaa18000ff21ff0c009e65d5482 \\",
            "      1234567b8bab40ffb711234cb80d0234 /data/app"
        })
final class LsCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Spec
    @Nullable
    CommandSpec spec;

    @Mixin
    ClientOptions options = new ClientOptions();

    @Option(names = "--offset", paramLabel = "N", description = "How many entries to leave out from the front.")
    int offset;

    @Option(
            names = "--timeout",
            paramLabel = "TIME",
            converter = WaitOptions.Time.class,
            defaultValue = "2m",
            description = "How long to wait for the job that lists, such as 90s or 2m. Default: 2m.")
    Duration timeout = Duration.ZERO;

    @Option(names = "--json", description = "Print one JSON document.")
    boolean json;

    @Parameters(index = "0", paramLabel = "SERVER", description = "The id of a server.")
    String server = "";

    @Parameters(index = "1", paramLabel = "PATH", description = "The directory, by an absolute path.")
    String path = "";

    LsCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        options.require(spec, new ArrayList<>());
        return options.use(terminal, json, client -> {
            ShareListing listing = client.listShareFiles(server, path, offset, timeout);
            if (json) {
                Json.print(terminal.out(), document -> write(document, listing));
            } else {
                print(listing);
            }
            return ExitCode.DONE;
        });
    }

    private void print(ShareListing listing) {
        for (SharedFile file : listing.files()) {
            terminal.out()
                    .println(String.format("%12s  %-12s  ", Objects.requireNonNullElse(file.size(), "?"), when(file))
                            + Text.printable(file.name()));
        }
        if (listing.nextOffset() != null) {
            terminal.err()
                    .println("cph-share: " + listing.files().size() + " of "
                            + Objects.requireNonNullElse(listing.total(), "more") + " entries"
                            + (listing.truncated() ? ", the service cut its text off" : "") + "; go on with --offset "
                            + listing.nextOffset());
        } else if (listing.truncated()) {
            terminal.err().println("cph-share: the service cut its text off; entries may be missing");
        }
    }

    private static String when(SharedFile file) {
        return Text.printable(Objects.requireNonNullElse(file.modified(), "?"));
    }

    private static void write(JsonWriter json, ShareListing listing) throws IOException {
        json.beginObject();
        json.name("server").value(listing.serverId());
        json.name("path").value(listing.path());
        json.name("offset").value(listing.offset());
        json.name("total").value(listing.total());
        json.name("truncated").value(listing.truncated());
        json.name("nextOffset").value(listing.nextOffset());
        json.name("files").beginArray();
        for (SharedFile file : listing.files()) {
            json.beginObject();
            json.name("name").value(file.name());
            json.name("size").value(file.size());
            json.name("modified").value(file.modified());
            json.endObject();
        }
        json.endArray();
        json.name("storage").beginObject();
        json.name("size").value(listing.storageSize());
        json.name("used").value(listing.storageUsed());
        json.name("available").value(listing.storageAvailable());
        json.endObject();
        json.endObject();
    }
}
