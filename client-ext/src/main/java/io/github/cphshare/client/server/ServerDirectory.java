package io.github.cphshare.client.server;

import io.github.cphshare.client.error.ErrorAnswer;
import io.github.cphshare.client.error.NotFoundException;
import io.github.cphshare.client.error.PermissionDeniedException;
import io.github.cphshare.client.error.ServiceException;
import io.github.cphshare.client.internal.Calls;
import io.github.cphshare.client.internal.Fields;
import io.github.cphshare.client.internal.NotFound;
import io.github.cphshare.client.server.PreflightFinding.Rule;
import io.github.cphshare.client.validation.InvalidRequestException;
import io.github.cphshare.client.validation.Violation;
import io.github.cphshare.generated.CatalogedError;
import io.github.cphshare.generated.ErrorCatalog;
import io.github.cphshare.generated.api.ServersApi;
import io.github.cphshare.generated.constraint.ConstraintViolation;
import io.github.cphshare.generated.constraint.ServersApiConstraints;
import io.github.cphshare.generated.model.ListCloudPhoneModelsResponse;
import io.github.cphshare.generated.model.ListCloudPhoneServersResponse;
import io.github.cphshare.generated.model.PhoneModelExtendSpec;
import io.github.cphshare.generated.model.ShowCloudPhoneServerDetailResponse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Asks the service about servers and phone models. Part of the client, which hands out what it says; thread-safe.
 *
 * <p>Nothing is kept between two calls: each asks anew.
 */
public final class ServerDirectory {
    /** "The value is not a server id": it is none of any server. */
    private static final Set<String> NOT_AN_ID = Set.of("CPS.0016", "CPS.0097");

    /** So few servers are looked at one by one, without a list. */
    private static final int FEW = 2;

    private final Calls calls;
    private final ServersApi api;

    /** @param calls how to call the service */
    public ServerDirectory(Calls calls) {
        this.calls = calls;
        this.api = calls.api(ServersApi.class);
    }

    /**
     * All servers of the project.
     *
     * @return the servers, the newest first; a page is asked for only when it is needed
     */
    public Stream<Server> servers() {
        return servers(new PhoneModels(this::phoneModels)).stream();
    }

    /**
     * All servers of the project, with the details of those of which a list cannot tell whether they have shared storage.
     *
     * @return the servers, the newest first, without those that are deleted meanwhile; each is asked for only when it is
     *     needed
     */
    public Stream<Server> serversInDetail() {
        PhoneModels models = new PhoneModels(this::phoneModels);
        return servers(models).stream()
                .flatMap(server -> server.supportsSharedStorage() == Support.CANNOT_TELL && canBeLookedUp(server.id())
                        ? lookedUp(server.id(), models, ServerDirectory::isGone).stream()
                        : Stream.of(server));
    }

    private Pages<Server> servers(PhoneModels models) {
        int limit = ServersApiConstraints.LIST_CLOUD_PHONE_SERVERS_LIMIT_MAXIMUM;
        return new Pages<>(
                offset -> page(
                        calls.send(
                                api.listCloudPhoneServers(
                                        calls.project(), offset, limit, null, null, null, null, null, null, null),
                                ListCloudPhoneServersResponse.class,
                                answer -> without("servers", answer.servers(), answer.requestId())),
                        models),
                Server::id,
                limit);
    }

    /** Whatever has neither what was asked for nor an id is an answer of somebody else. */
    private static @Nullable String without(String name, @Nullable Object value, @Nullable String requestId) {
        return value == null && requestId == null ? "it has neither request_id nor " + name + "." : null;
    }

    private static Pages.Page<Server> page(ListCloudPhoneServersResponse answer, PhoneModels models) {
        List<io.github.cphshare.generated.model.@Nullable Server> told = Objects.requireNonNullElse(
                answer.servers(), List.<io.github.cphshare.generated.model.@Nullable Server>of());
        List<Server> servers = new ArrayList<>();
        for (io.github.cphshare.generated.model.@Nullable Server server : told) {
            String id = server == null ? null : Fields.present(server.serverId());
            if (server != null && id != null) { // Without an id it is no server that anything could be pushed to.
                servers.add(Server.of(id, server, models));
            }
        }
        return new Pages.Page<>(servers, told.size(), answer.count());
    }

    /**
     * All phone models.
     *
     * @return the models; a page is asked for only when it is needed
     */
    public Stream<PhoneModel> phoneModels() {
        int limit = ServersApiConstraints.LIST_CLOUD_PHONE_MODELS_LIMIT_MAXIMUM;
        return new Pages<>(
                        offset -> models(calls.send(
                                api.listCloudPhoneModels(calls.project(), null, offset, limit),
                                ListCloudPhoneModelsResponse.class,
                                answer -> without("phone_models", answer.phoneModels(), answer.requestId()))),
                        model -> model, // Two of a name that differ are two: what they disagree in is not known.
                        limit)
                .stream();
    }

    private Pages.Page<PhoneModel> models(ListCloudPhoneModelsResponse answer) {
        List<io.github.cphshare.generated.model.@Nullable PhoneModel> told = Objects.requireNonNullElse(
                answer.phoneModels(), List.<io.github.cphshare.generated.model.@Nullable PhoneModel>of());
        List<PhoneModel> models = new ArrayList<>();
        for (io.github.cphshare.generated.model.@Nullable PhoneModel model : told) {
            String name = model == null ? null : Fields.present(model.phoneModelName());
            if (model != null && name != null) {
                String extended = Fields.present(model.extendSpec());
                models.add(new PhoneModel(
                        name,
                        model,
                        extended == null ? Optional.empty() : calls.read(extended, PhoneModelExtendSpec.class)));
            }
        }
        return new Pages.Page<>(models, told.size(), null);
    }

    /**
     * One server, with what only its details say.
     *
     * @param id its id
     * @return the server
     * @throws NotFoundException if there is none
     * @throws InvalidRequestException if it is not an id that can be asked for
     */
    public Server server(String id) {
        List<ConstraintViolation> found = ServersApiConstraints.showCloudPhoneServerDetailServerId(id);
        if (!found.isEmpty()) {
            throw new InvalidRequestException(found.stream()
                    .map(v -> Violation.of(v.field(), v.rule(), v.message(), v.rejectedValue(), v.source()))
                    .toList());
        }
        return details(id, new PhoneModels(this::phoneModels));
    }

    private Server details(String id, PhoneModels models) {
        return Server.of(
                id,
                calls.send(
                        api.showCloudPhoneServerDetail(calls.project(), id),
                        ShowCloudPhoneServerDetailResponse.class,
                        answer -> objection(id, answer)),
                models);
    }

    private static @Nullable String objection(String id, ShowCloudPhoneServerDetailResponse answer) {
        String told = Fields.present(answer.serverId());
        return told == null || told.equalsIgnoreCase(id)
                ? without("server_id", told, answer.requestId())
                : "it is about another server, " + told + ".";
    }

    /**
     * Whether a push to servers can work.
     *
     * @param ids the servers
     * @return what speaks against it
     */
    public PreflightReport preflight(List<String> ids) {
        PhoneModels models = new PhoneModels(this::phoneModels);
        boolean oneByOne = ids.size() <= FEW && ids.stream().allMatch(ServerDirectory::canBeLookedUp);
        Map<String, Server> listed = oneByOne ? Map.of() : listed(Set.copyOf(ids), models);
        List<Server> servers = new ArrayList<>();
        List<PreflightFinding> findings = new ArrayList<>();
        for (String id : ids) {
            Server server = listed.get(id);
            if (server == null || server.supportsSharedStorage() != Support.YES) {
                server = lookedUp(id, models, e -> isGone(e) || isNoId(e)).orElse(server);
            }
            if (server == null) {
                findings.add(new PreflightFinding(Rule.SERVER_MISSING, id, "There is no such server in the project."));
            } else {
                servers.add(server);
                addState(server, findings);
                addStorage(server, models.refusal(), findings);
            }
        }
        return new PreflightReport(ids, servers, findings);
    }

    /** By pages of a hundred, as long as that takes fewer calls than to look at those that are left one by one. */
    private Map<String, Server> listed(Set<String> ids, PhoneModels models) {
        Map<String, Server> found = new HashMap<>();
        Set<String> left = new HashSet<>(ids);
        Pages<Server> pages = servers(models);
        while (!left.isEmpty() && (pages.isReady() || isListedCheaper(left, pages.pagesLeft())) && pages.hasNext()) {
            Server server = pages.next();
            if (left.remove(server.id())) {
                found.put(server.id(), server);
            }
        }
        return found;
    }

    private static boolean isListedCheaper(Set<String> left, int pagesLeft) {
        return left.size() > pagesLeft || !left.stream().allMatch(ServerDirectory::canBeLookedUp);
    }

    private static boolean canBeLookedUp(String id) {
        return ServersApiConstraints.showCloudPhoneServerDetailServerId(id).isEmpty();
    }

    /** @param missing whether an answer says that there is no such server; all others are thrown */
    private Optional<Server> lookedUp(String id, PhoneModels models, Predicate<ServiceException> missing) {
        if (!canBeLookedUp(id)) {
            return Optional.empty(); // It can't stand in a path; the list is all there is.
        }
        try {
            return Optional.of(details(id, models));
        } catch (ServiceException e) {
            if (missing.test(e)) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private static boolean isGone(ServiceException failure) {
        return failure instanceof NotFoundException notFound && NotFound.isOfTheService(notFound);
    }

    private static boolean isNoId(ServiceException failure) {
        return ErrorCatalog.find(failure.errorCode(), failure.httpStatus())
                .map(CatalogedError::code)
                .filter(NOT_AN_ID::contains)
                .isPresent();
    }

    private static void addState(Server server, List<PreflightFinding> findings) {
        switch (server.state()) {
            case NORMAL -> {}
            case UNKNOWN ->
                findings.add(new PreflightFinding(
                        Rule.SERVER_STATE_UNKNOWN,
                        server.id(),
                        server.status() == null
                                ? "The service does not say in which state the server is."
                                : "The server has the status " + server.status() + ", which no document knows."));
            case FROZEN ->
                findings.add(new PreflightFinding(
                        Rule.SERVER_STATE,
                        server.id(),
                        "The server is frozen; a push would be refused with CPS.1028."));
            default ->
                findings.add(new PreflightFinding(
                        Rule.SERVER_STATE,
                        server.id(),
                        "The server is not running (" + server.state() + "); a push would be refused with CPS.0099."));
        }
    }

    private static void addStorage(
            Server server, @Nullable PermissionDeniedException refusal, List<PreflightFinding> findings) {
        switch (server.supportsSharedStorage()) {
            case YES -> {}
            case NO ->
                findings.add(new PreflightFinding(
                        Rule.STORAGE_NONE,
                        server.id(),
                        "The server has no shared storage; a push would be refused with CPS.0137."));
            case CANNOT_TELL ->
                findings.add(new PreflightFinding(
                        Rule.STORAGE_UNKNOWN,
                        server.id(),
                        "The service does not say whether the server has shared storage"
                                + (refusal == null
                                        ? "."
                                        : ", and these credentials may not list the phone models, which might ("
                                                + ErrorAnswer.oneLine(Objects.requireNonNullElse(
                                                        refusal.errorCode(), "HTTP " + refusal.httpStatus()))
                                                + ").")));
        }
    }
}
