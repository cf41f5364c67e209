package io.github.cphshare.simulator;

import com.sun.net.httpserver.HttpServer;
import io.github.cphshare.simulator.Fault.Replacement;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The shared storage service on this machine: an HTTP server on loopback that checks every request against the contract,
 * refuses with the documented codes, starts jobs, and unpacks what is pushed into each server's shared storage.
 *
 * <pre>{@code
 * try (CphSimulator simulator = CphSimulator.builder()
 *         .server(SimulatedServer.withSharedStorage("1234567b8bab40ffb711234cb80d0234"))
 *         .object("bucket-a", "my_apps/test.tar", tar)
 *         .start()) {
 *     // push to simulator.endpoint() with simulator.token() in simulator.projectId()
 *     simulator.sharedStorage("1234567b8bab40ffb711234cb80d0234").files();
 * }
 * }</pre>
 *
 * <p>Beside the contract's operations it serves objects at {@code /buckets/{bucket}/{key}} (PUT, GET, HEAD; without
 * credentials; not the wire format of OBS). Where the documents say nothing, it does this:
 *
 * <ul>
 *   <li>A code that the catalogue has with several statuses comes with the last of them.
 *   <li>A missing bucket or object refuses the whole push (CPS.0104). A server that cannot take it is refused inside the
 *       200, also where that leaves none: unknown (CPS.0097), not ready (CPS.0099), without shared storage (CPS.0137),
 *       frozen (CPS.1028).
 *   <li>A signed request is for the project of the path, unless its {@code X-Project-Id} names another (CPS.0001). With a
 *       token beside the signature, the token counts.
 *   <li>A server that is named twice gets two jobs.
 *   <li>An archive arrives whole or not at all; later files replace earlier ones. One that cannot be unpacked makes the
 *       job fail with CPS.0135 and the reason.
 *   <li>The address shared with DeleteShareFiles takes pushes only; a body with {@code file_paths} is CPS.0155, also
 *       where it is a push besides.
 *   <li>A job of which nothing went wrong has empty texts for an error in a list, and null on its own; both as in the
 *       documents' examples. Requests that started no job are unknown to ListJobs (CPS.0050), also beside known ones, of
 *       which the jobs are listed.
 *   <li>A listing is made when its job ends, whose time stands at every entry. A directory that is not there makes the job
 *       fail with CPS.0199. A listing of more than 1024 bytes ends in the middle of its JSON.
 *   <li>A parameter that no code of the catalogue is about is APIGW.0602; one that comes twice is wrong. One
 *       in the query that the contract does not know is ignored; the journal has it among the problems.
 * </ul>
 *
 * <p>Thread-safe. Everything is in memory, also each request and its jobs ({@link Builder#keptRequests} bounds them) and what
 * arrived, and gone when it is closed.
 */
public final class CphSimulator implements AutoCloseable {
    private static final Pattern LINE_BREAK = Pattern.compile("[\r\n]");
    private static final byte[] LOOPBACK = {127, 0, 0, 1};
    /** HttpServer writes an answer in two pieces; without this, each on a kept connection waits 40 ms for an ACK. */
    private static final String NO_DELAY = "sun.net.httpserver.nodelay";

    private final HttpServer http;
    private final ExecutorService threads;
    private final URI endpoint;
    private final String projectId;
    private final String token;
    private final Tokens tokens;
    private final Buckets buckets = new Buckets();
    private final Servers servers;
    private final Jobs jobs;
    private final Journal journal;
    private final Faults faults;

    private CphSimulator(Builder builder) {
        Clock clock = builder.clock;
        TokenHandler.Project project = builder.project;
        Map<TokenHandler.User, String> passwords = Map.copyOf(builder.passwords);
        Supplier<ErrorCatalog> errors = ErrorCatalog::shared;
        tokens = new Tokens(clock);
        Signatures signatures = new Signatures(clock, builder.keys);
        servers = new Servers(clock);
        jobs = new Jobs(clock, builder.jobDuration, builder.ids, builder.keptRequests);
        journal = new Journal(builder.keptRequests);
        projectId = project.id();
        token = builder.token != null ? builder.token : Ids.next() + Ids.next();
        tokens.accept(token);
        builder.servers.values().forEach(servers::put);
        builder.buckets.forEach(buckets::create);
        builder.objects.forEach((name, content) -> buckets.put(name.bucket(), name.key(), content));

        List<Route> own = Stream.of("PUT", "GET", "HEAD")
                .map(method -> ObjectHandler.route(method, buckets))
                .toList();
        Map<String, String> models = new LinkedHashMap<>(builder.phoneModels);
        Lazy<List<Route>> documented = new Lazy<>(() -> {
            Access access = new Access(errors.get(), clock, projectId, tokens, signatures);
            return documented(errors.get(), access, models, project, passwords);
        });
        Routes routes = new Routes(own, documented);
        faults = new Faults(fault -> check(fault, routes.named(fault.operation()), errors));
        threads = threads();
        http = listen(builder.port);
        endpoint = URI.create("http://127.0.0.1:" + http.getAddress().getPort());
        http.createContext("/", new Gateway(routes, errors, faults, journal, builder.sleeper, builder.ids));
        http.setExecutor(threads);
        http.start();
        // Reading the contract takes longer than all the rest: let the caller get on meanwhile.
        threads.execute(documented::get);
    }

    /** The contract's operations. An address that is written out comes before one with a parameter in that place. */
    private List<Route> documented(
            ErrorCatalog errors,
            Access access,
            Map<String, String> models,
            TokenHandler.Project project,
            Map<TokenHandler.User, String> passwords) {
        Contract contract = Contract.shared();
        Operation push = contract.operation("pushShareFiles");
        Operation files = contract.operation("listShareFiles");
        Operation manyJobs = contract.operation("listJobs");
        Operation oneJob = contract.operation("showJob");
        Operation manyServers = contract.operation("listCloudPhoneServers");
        Operation oneServer = contract.operation("showCloudPhoneServerDetail");
        Operation phoneModels = contract.operation("listCloudPhoneModels");
        Operation iamToken = contract.operation("keystoneCreateUserTokenByPassword");
        Operation iamProjects = contract.operation("keystoneListProjects");
        Dispatch dispatch = new Dispatch(errors, servers, jobs);
        ServersHandler told = new ServersHandler(access, projectId, servers);
        return List.of(
                Route.of(push, new PushHandler(push, errors, access, buckets, dispatch)),
                Route.of(files, new FilesHandler(files, errors, access, dispatch)),
                Route.of(manyJobs, new JobsHandler(manyJobs, access, jobs)),
                Route.of(oneJob, new JobHandler(oneJob, access, jobs)),
                Route.of(manyServers, told.list(manyServers)),
                Route.of(oneServer, told.details(oneServer)),
                Route.of(phoneModels, new ModelsHandler(phoneModels, access, models)),
                Route.of(iamToken, new TokenHandler(iamToken, tokens, project, passwords)),
                Route.of(iamProjects, new ProjectsHandler(iamProjects, access, project)));
    }

    private static ExecutorService threads() {
        AtomicInteger count = new AtomicInteger();
        return Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "cph-simulator-" + count.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
    }

    /** @throws UncheckedIOException if the port cannot be listened on */
    static HttpServer listen(int port) {
        if (System.getProperty(NO_DELAY) == null) {
            System.setProperty(NO_DELAY, "true");
        }
        try {
            return HttpServer.create(new InetSocketAddress(InetAddress.getByAddress(LOOPBACK), port), 0);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot listen on port " + port + " of 127.0.0.1: " + e.getMessage(), e);
        }
    }

    private static void check(Fault fault, Route route, Supplier<ErrorCatalog> errors) {
        checkHeaders(fault.headers());
        Replacement replacement = fault.replacement();
        if (replacement != null) {
            Answer answer = replacement.answer(errors.get(), route.operation(), Ids.next());
            checkHeaders(answer.headers());
            if (answer.status() < 200 || answer.status() > 599) {
                throw new IllegalArgumentException("an answer ends no call with the status " + answer.status());
            }
        }
    }

    private static void checkHeaders(Map<String, String> headers) {
        headers.forEach((name, value) -> {
            if (LINE_BREAK.matcher(name + value).find()) {
                throw new IllegalArgumentException("the header " + name.strip() + " has a line break");
            }
        });
    }

    /**
     * A simulator to be set up.
     *
     * @return a builder with one project, one token, and nothing else
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Where it listens.
     *
     * @return {@code http://127.0.0.1:} and the port; for CPH and IAM alike
     */
    public URI endpoint() {
        return endpoint;
    }

    /**
     * The project that it serves.
     *
     * @return the project's id, as the path of a push names it
     */
    public String projectId() {
        return projectId;
    }

    /**
     * A token for {@code X-Auth-Token} that is good for the project.
     *
     * @return the token; it ends with {@link #expireTokens} only
     */
    public String token() {
        return token;
    }

    /** Lets all tokens expire that exist by now, also {@link #token()}. New ones are had from the IAM route. */
    public void expireTokens() {
        tokens.expireAll();
    }

    /**
     * The requests that it saw and has kept, the faulty ones included, in the order in which they were decided. A request
     * is here before its answer is sent.
     *
     * @return a copy of the list
     */
    public List<RecordedRequest> journal() {
        return journal.requests();
    }

    /**
     * The jobs that are kept, in the order in which they began, as they stand now by the simulator's clock.
     *
     * @return a copy of the list
     */
    public List<SimulatedJob> jobs() {
        return jobs.all();
    }

    /**
     * What has arrived on a server, now by the simulator's clock.
     *
     * @param serverId the server's id
     * @return a snapshot
     * @throws IllegalArgumentException if there is no such server
     */
    public SharedStorage sharedStorage(String serverId) {
        if (servers.find(serverId).isEmpty()) {
            throw new IllegalArgumentException("there is no server " + serverId);
        }
        return jobs.storage(serverId);
    }

    /**
     * The script of what goes wrong.
     *
     * @return the script, empty at first
     */
    public Faults faults() {
        return faults;
    }

    /**
     * Adds a server, or changes the one with its id. Running jobs and arrived files stay.
     *
     * @param server the server
     */
    public void put(SimulatedServer server) {
        servers.put(server);
    }

    /**
     * Stores an object, as if it had been uploaded; makes the bucket where there is none.
     *
     * @param bucket the bucket's name
     * @param key the object's key, not encoded
     * @param content its bytes; a copy is kept
     */
    public void putObject(String bucket, String key, byte[] content) {
        buckets.create(bucket);
        buckets.put(bucket, key, content.clone());
    }

    /**
     * What an object holds.
     *
     * @param bucket the bucket's name
     * @param key the object's key, not encoded
     * @return a copy of its bytes; empty if there is no such object
     */
    public Optional<byte[]> object(String bucket, String key) {
        return buckets.find(bucket, key).map(object -> object.content().clone());
    }

    /** Stops listening at once; what faults still hold back is dropped. */
    @Override
    public void close() {
        http.stop(0);
        threads.shutdownNow();
    }

    @Override
    public String toString() {
        return "CPH simulator at " + endpoint;
    }

    /** Sets a simulator up. Not thread-safe; can start any number of simulators, which share nothing. */
    public static final class Builder {
        private final Map<String, SimulatedServer> servers = new LinkedHashMap<>();
        private final Map<String, String> phoneModels = new LinkedHashMap<>();
        private final List<String> buckets = new ArrayList<>();
        private final Map<ObjectName, byte[]> objects = new HashMap<>();
        private final Map<TokenHandler.User, String> passwords = new HashMap<>();
        private final Map<String, Signatures.Key> keys = new HashMap<>();
        private TokenHandler.Project project = new TokenHandler.Project(Ids.next(), "cn-north-4");
        private @Nullable String token;
        private Clock clock = Clock.systemUTC();
        private Duration jobDuration = Duration.ZERO;
        private Consumer<Duration> sleeper = Builder::sleep;
        private Supplier<String> ids = Ids::next;
        private int keptRequests = Integer.MAX_VALUE;
        private int port;

        private Builder() {}

        /**
         * Adds a server; a list of servers begins with the one that was added last.
         *
         * @param server takes the place of one with the same id
         * @return this builder
         */
        public Builder server(SimulatedServer server) {
            servers.put(server.id(), server);
            return this;
        }

        /**
         * Adds a phone model to those of the contract's example.
         *
         * @param name its {@code phone_model_name}
         * @param extendSpec its {@code extend_spec}, which should be JSON; with {@code max_share_disk_size_g} where it
         *     supports shared storage
         * @return this builder
         */
        public Builder phoneModel(String name, String extendSpec) {
            phoneModels.put(name, extendSpec);
            return this;
        }

        /**
         * Adds an empty bucket.
         *
         * @param name its name
         * @return this builder
         */
        public Builder bucket(String name) {
            buckets.add(name);
            return this;
        }

        /**
         * Adds an object, and its bucket.
         *
         * @param bucket the bucket's name
         * @param key the object's key, not encoded
         * @param content its bytes; a copy is kept
         * @return this builder
         */
        public Builder object(String bucket, String key, byte[] content) {
            objects.put(new ObjectName(bucket, key), content.clone());
            return bucket(bucket);
        }

        /**
         * Adds an object, and its bucket.
         *
         * @param bucket the bucket's name
         * @param key the object's key, not encoded
         * @param file read now, whole
         * @return this builder
         * @throws UncheckedIOException if the file cannot be read
         */
        public Builder object(String bucket, String key, Path file) {
            try {
                return object(bucket, key, Files.readAllBytes(file));
            } catch (IOException e) {
                throw new UncheckedIOException("cannot read " + file, e);
            }
        }

        /**
         * Sets the project.
         *
         * @param id its id; a random one unless set
         * @return this builder
         */
        public Builder project(String id) {
            return project(id, project.name());
        }

        /**
         * Sets the project.
         *
         * @param id its id; a random one unless set
         * @param name its name, by which a token request may ask for it; {@code cn-north-4} unless set, since the project
         *     of a region is named like the region
         * @return this builder
         */
        public Builder project(String id, String name) {
            project = new TokenHandler.Project(id, name);
            return this;
        }

        /**
         * Adds an IAM user who can obtain tokens.
         *
         * @param account the account's name ({@code domain})
         * @param user the user's name
         * @param password the user's password
         * @return this builder
         */
        public Builder user(String account, String user, String password) {
            passwords.put(new TokenHandler.User(account, user), password);
            return this;
        }

        /**
         * Adds an access key, with which requests may be signed (SDK-HMAC-SHA256). A signature is refused when its date
         * and the simulator's clock are more than 15 minutes apart, and more than five refusals in a row lock the key
         * for five minutes.
         *
         * @param accessKey the access key id (AK)
         * @param secretKey the secret access key (SK)
         * @return this builder
         */
        public Builder accessKey(String accessKey, String secretKey) {
            keys.put(accessKey, new Signatures.Key(secretKey, Optional.empty()));
            return this;
        }

        /**
         * Adds a temporary access key; the requests that it signs have to carry its security token.
         *
         * @param accessKey the access key id (AK)
         * @param secretKey the secret access key (SK)
         * @param securityToken the value of {@code X-Security-Token}
         * @return this builder
         */
        public Builder accessKey(String accessKey, String secretKey, String securityToken) {
            keys.put(accessKey, new Signatures.Key(secretKey, Optional.of(securityToken)));
            return this;
        }

        /**
         * Sets the token that is accepted from the start.
         *
         * @param accepted the token; a random one unless set
         * @return this builder
         */
        public Builder token(String accepted) {
            token = accepted;
            return this;
        }

        /**
         * Sets the clock by which tokens expire, signatures are judged, and jobs end.
         *
         * @param source the clock; the system's unless set
         * @return this builder
         */
        public Builder clock(Clock source) {
            clock = source;
            return this;
        }

        /**
         * Sets how long each job takes.
         *
         * @param duration by the simulator's clock; zero unless set
         * @return this builder
         */
        public Builder jobDuration(Duration duration) {
            jobDuration = duration;
            return this;
        }

        /**
         * Sets how a fault's delay is spent.
         *
         * @param wait waits that long, in the thread that calls it; sleeps unless set
         * @return this builder
         */
        public Builder sleeper(Consumer<Duration> wait) {
            sleeper = wait;
            return this;
        }

        /**
         * Sets where the ids of requests and jobs come from: one for each request that arrives, then one for each job that
         * it starts.
         *
         * @param source gives an id that it has not given before, in any thread; random ones unless set
         * @return this builder
         */
        public Builder ids(Supplier<String> source) {
            ids = source;
            return this;
        }

        /**
         * Sets how much it remembers, so that one that runs for long does not fill the memory: the journal has the last
         * requests, and jobs are known of the last requests that started some. A job that is forgotten while it runs
         * goes on, and what arrives stays.
         *
         * @param number of requests, at least 1; all of them unless set
         * @return this builder
         * @throws IllegalArgumentException if it is less than 1
         */
        public Builder keptRequests(int number) {
            if (number < 1) {
                throw new IllegalArgumentException("at least 1 request has to be kept, not " + number);
            }
            keptRequests = number;
            return this;
        }

        /**
         * Sets the port.
         *
         * @param number of the port on 127.0.0.1; 0, as unless set, takes a free one
         * @return this builder
         */
        public Builder port(int number) {
            port = number;
            return this;
        }

        /**
         * Starts a simulator.
         *
         * @return the simulator, listening
         * @throws UncheckedIOException if the port cannot be listened on
         */
        public CphSimulator start() {
            return new CphSimulator(this);
        }

        private static void sleep(Duration delay) {
            try {
                Thread.sleep(delay.toMillis());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        private record ObjectName(String bucket, String key) {}
    }
}
