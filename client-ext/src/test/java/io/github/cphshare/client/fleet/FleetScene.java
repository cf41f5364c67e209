package io.github.cphshare.client.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cphshare.client.AwaitListener;
import io.github.cphshare.client.Outcomes;
import io.github.cphshare.client.PushOutcome;
import io.github.cphshare.client.PushReceipt;
import io.github.cphshare.client.PushRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/** A fleet, and the service it is pushed to, on a clock that takes no time. */
abstract class FleetScene {
    static final String ENDPOINT = "https://example.com/";

    @TempDir
    Path folder;

    final VirtualInbox inbox = new VirtualInbox();

    final ScriptedService service = new ScriptedService(inbox);

    final FleetOptions.Builder options =
            FleetOptions.builder().serversPerRequest(10).requestsInFlight(4);

    @AfterEach
    void clearInterrupt() {
        assertThat(Thread.interrupted()).as("left interrupted").isFalse();
    }

    FleetPusher pusher() {
        return pusher(ENDPOINT, UnaryOperator.identity());
    }

    FleetPusher pusher(String endpoint, UnaryOperator<Disk> disk) {
        return new FleetPusher(endpoint, "p", service, () -> inbox, () -> 0.5, Clock.systemUTC(), disk);
    }

    Path journal() {
        return folder.resolve("push.journal");
    }

    static List<String> ids(int servers) {
        return IntStream.rangeClosed(1, servers).mapToObj(i -> "server-" + i).toList();
    }

    FleetPush push(int servers) {
        return FleetPush.builder()
                .bucketName("bucket-a")
                .objectPath("a.tar")
                .serverIds(ids(servers))
                .journal(journal())
                .options(options.build())
                .build();
    }

    FleetOutcome pushAll(int servers) {
        return pusher().pushAll(push(servers));
    }

    FleetOutcome resume() {
        return pusher().resume(journal(), options.build());
    }

    List<String> asked() {
        return service.calls().stream().flatMap(call -> call.servers().stream()).toList();
    }

    static String[] look(String... jobs) {
        return jobs;
    }

    Service telling(String[]... looks) {
        return following((receipts, time, listener) -> Outcomes.follow(receipts, listener, looks));
    }

    @FunctionalInterface
    interface Wait {
        PushOutcome await(Collection<PushReceipt> receipts, Duration time, AwaitListener listener);
    }

    Service following(Wait wait) {
        return new Service() {
            @Override
            public CompletableFuture<PushReceipt> push(PushRequest request) {
                return service.push(request);
            }

            @Override
            public PushOutcome await(Collection<PushReceipt> receipts, Duration time, AwaitListener listener) {
                return wait.await(receipts, time, listener);
            }
        };
    }

    FleetPusher pusher(Service other) {
        return new FleetPusher(
                ENDPOINT, "p", other, () -> inbox, () -> 0.5, Clock.systemUTC(), UnaryOperator.identity());
    }

    List<String> lines() {
        try {
            return Files.readAllLines(journal());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static UnaryOperator<Disk> fullAtWrite(int number) {
        int[] writes = {0};
        return disk -> new DiskOver(disk) {
            @Override
            public void write(byte[] bytes) throws IOException {
                if (++writes[0] == number) {
                    throw new IOException("no space left");
                }
                disk.write(bytes);
            }
        };
    }

    /** A pusher of a client that has no project id. */
    FleetPusher pusherIn(Supplier<String> projectOfCredentials) {
        Service named = new Service() {
            @Override
            public CompletableFuture<PushReceipt> push(PushRequest request) {
                return service.push(request);
            }

            @Override
            public String project() {
                return projectOfCredentials.get();
            }

            @Override
            public PushOutcome await(Collection<PushReceipt> receipts, Duration time, AwaitListener listener) {
                return service.await(receipts, time, listener);
            }
        };
        return new FleetPusher(
                ENDPOINT, null, named, () -> inbox, () -> 0.5, Clock.systemUTC(), UnaryOperator.identity());
    }
}
