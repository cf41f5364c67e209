package io.github.cphshare.contract;

import static au.com.dius.pact.consumer.dsl.LambdaDsl.newJsonBody;
import static au.com.dius.pact.consumer.dsl.Matchers.regexp;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import au.com.dius.pact.consumer.dsl.DslPart;
import au.com.dius.pact.consumer.dsl.HttpRequestBuilder;
import au.com.dius.pact.consumer.dsl.LambdaDslObject;
import au.com.dius.pact.consumer.dsl.PactBuilder;
import au.com.dius.pact.core.model.Interaction;
import au.com.dius.pact.core.model.PactSpecVersion;
import au.com.dius.pact.core.model.V4Pact;
import com.fasterxml.jackson.databind.JsonNode;
import io.github.cphshare.client.CphShareClient;
import io.github.cphshare.client.auth.Credentials;
import io.github.cphshare.client.auth.CredentialsException;
import io.github.cphshare.client.auth.CredentialsProvider;
import io.github.cphshare.client.auth.IamPasswordCredentials;
import io.github.cphshare.client.auth.TokenCredentials;
import io.github.cphshare.client.error.ServiceException;
import io.github.cphshare.contract.Contract.Answer;
import io.github.cphshare.contract.Contract.Operation;
import io.github.cphshare.simulator.CphSimulator;
import io.github.cphshare.simulator.SimulatedServer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * What is asked of IAM, pinned: one interaction for every named example of its document. The requests, passwords that are
 * none included, are pinned by value, since they have to arrive as they were asked for.
 */
final class IamPact {
    static final String PROVIDER = "iam";

    /** The one of the document's example. */
    static final String USER = "there is an IAM user";

    /** The project is that of the document's examples. */
    static final String PROJECT = "the account has a project for the region";

    /** Parameters: {@code operation}, {@code status}. */
    static final String FAILS = "IAM fails";

    private static final String TOKEN = "a-token-that-is-none";
    private static final String ANYTHING = ".+";

    private final Contract contract = Contract.iam();
    private final Operation login = contract.operation("keystoneCreateUserTokenByPassword");
    private final Operation projects = contract.operation("keystoneListProjects");

    /** One exchange: the pact with it alone, and what the client does with IAM at an address, and has to make of it. */
    record Pinned(V4Pact pact, Consumer<String> call) {
        String description() {
            return pact.getInteractions().get(0).getDescription();
        }
    }

    List<Pinned> pinned() {
        List<Pinned> all = new ArrayList<>(List.of(tokenIsIssued(), projectIsFound(), noProjectIsFound()));
        failures(login)
                .forEach(answer -> all.add(failed(
                        login, this::login, answer, iam -> credentials(iam).credentials())));
        failures(projects)
                .forEach(answer -> all.add(failed(projects, this::search, answer, iam -> push(iam, region()))));
        return all;
    }

    /** All of it, as the file has it. */
    V4Pact whole() {
        List<Pinned> pinned = pinned();
        List<Interaction> interactions = new ArrayList<>();
        pinned.forEach(one -> interactions.addAll(one.pact().getInteractions()));
        V4Pact any = pinned.get(0).pact();
        return new V4Pact(any.getConsumer(), any.getProvider(), interactions);
    }

    private static List<Answer> failures(Operation operation) {
        return operation.answers().stream()
                .filter(answer -> answer.status() >= 300)
                .toList();
    }

    private Pinned tokenIsIssued() {
        Answer issued = login.answer("projectToken");
        String project = issued.body().path("token").path("project").path("id").asText();
        return exchange(
                pact().given(USER).given(PROJECT),
                "a login with name and password",
                this::login,
                issued.status(),
                Map.of("X-Subject-Token", TOKEN),
                body(issued.body()),
                iam -> {
                    Credentials credentials = credentials(iam).credentials();
                    assertThat(credentials).isInstanceOf(TokenCredentials.class);
                    assertThat(((TokenCredentials) credentials).token()).isEqualTo(TOKEN);
                    assertThat(credentials.projectId()).isEqualTo(project);
                });
    }

    private Pinned projectIsFound() {
        Answer found = projects.answer("projectOfRegion");
        // By name and id, which the client decides by; the rest by type.
        DslPart body = newJsonBody(answer -> answer.array(
                        "projects",
                        list -> list.object(project -> {
                            project.stringValue("id", projectId());
                            project.stringValue("name", region());
                        })))
                .build();
        return exchange(
                pact().given(PROJECT),
                "a search for the project of a region",
                this::search,
                found.status(),
                Map.of(),
                body,
                iam -> push(iam, region()));
    }

    private Pinned noProjectIsFound() {
        String elsewhere = "cn-south-1";
        return exchange(
                pact().given(PROJECT),
                "a search for a project that is not there",
                request -> asked(request, projects)
                        .queryParameter("name", elsewhere)
                        .header(Exchange.TOKEN_HEADER, regexp(ANYTHING, Exchange.FAKE_TOKEN)),
                200,
                Map.of(),
                newJsonBody(answer -> answer.array("projects", list -> {})).build(),
                iam -> assertThatThrownBy(() -> push(iam, elsewhere))
                        .isInstanceOf(CredentialsException.class)
                        .hasMessageContaining("no project has that name"));
    }

    private Pinned failed(
            Operation operation, UnaryOperator<HttpRequestBuilder> request, Answer answer, Consumer<String> call) {
        return exchange(
                pact().given(FAILS, Map.of("operation", operation.id(), "status", answer.status())),
                operation.id() + " that ends with " + answer.status(),
                request,
                answer.status(),
                Map.of(),
                body(answer.body()),
                iam -> assertThatThrownBy(() -> call.accept(iam))
                        .isInstanceOf(CredentialsException.class)
                        .cause()
                        .isInstanceOfSatisfying(ServiceException.class, cause -> assertThat(cause.httpStatus())
                                .isEqualTo(answer.status())));
    }

    private Pinned exchange(
            PactBuilder pact,
            String description,
            UnaryOperator<HttpRequestBuilder> request,
            int status,
            Map<String, String> headers,
            DslPart body,
            Consumer<String> call) {
        pact.expectsToReceiveHttpInteraction(
                description, http -> http.withRequest(request::apply).willRespondWith(answer -> {
                    answer.status(status).header("Content-Type", "application/json");
                    headers.forEach((name, value) -> answer.header(name, regexp(ANYTHING, value)));
                    return answer.body(body);
                }));
        return new Pinned(pact.toPact(), call);
    }

    private static PactBuilder pact() {
        return new PactBuilder(Exchange.CONSUMER, PROVIDER, PactSpecVersion.V4);
    }

    /** IAM with the user and the project of the document's examples. */
    CphSimulator.Builder simulator() {
        return CphSimulator.builder()
                .project(projectId(), region())
                .token(Exchange.FAKE_TOKEN)
                .user(
                        account(),
                        user().path("name").asText(),
                        user().path("password").asText());
    }

    private String account() {
        return user().path("domain").path("name").asText();
    }

    private static HttpRequestBuilder asked(HttpRequestBuilder request, Operation operation) {
        return request.method(operation.method().toUpperCase(Locale.ROOT)).path(operation.path());
    }

    private HttpRequestBuilder login(HttpRequestBuilder request) {
        return asked(request, login)
                .queryParameter("nocatalog", login.parameter("nocatalog").asText())
                .header("Content-Type", "application/json;charset=utf8")
                .body(login.request().toString());
    }

    private HttpRequestBuilder search(HttpRequestBuilder request) {
        return asked(request, projects)
                .queryParameter("name", region())
                .header(Exchange.TOKEN_HEADER, regexp(ANYTHING, Exchange.FAKE_TOKEN));
    }

    /** All by type: of what IAM says, the client decides by what its own checks look at. */
    private static DslPart body(JsonNode fields) {
        return newJsonBody(object -> like(object, fields)).build();
    }

    private static void like(LambdaDslObject object, JsonNode fields) {
        fields.properties().forEach(field -> {
            JsonNode value = field.getValue();
            if (value.isObject()) {
                object.object(field.getKey(), nested -> like(nested, value));
            } else if (value.isArray()) {
                object.array(field.getKey(), items -> value.forEach(item -> items.stringType(item.asText())));
            } else if (value.isNumber()) {
                object.numberType(field.getKey(), value.numberValue());
            } else {
                object.stringType(field.getKey(), value.asText());
            }
        });
    }

    private JsonNode user() {
        return login.request().path("auth").path("identity").path("password").path("user");
    }

    private String region() {
        return projects.parameter("name").asText();
    }

    private String projectId() {
        return projects.answer("projectOfRegion")
                .body()
                .path("projects")
                .path(0)
                .path("id")
                .asText();
    }

    private IamPasswordCredentials credentials(String iam) {
        return IamPasswordCredentials.builder()
                .account(account())
                .user(user().path("name").asText())
                .password(user().path("password").asText())
                .region(login.request()
                        .path("auth")
                        .path("scope")
                        .path("project")
                        .path("name")
                        .asText())
                .endpoint(iam)
                .build();
    }

    /** To a service that knows no project but the one that IAM has to name. */
    private void push(String iam, String region) {
        var request = PushPact.exampleOf(Contract.published());
        CphSimulator.Builder service = simulator().object(request.bucketName(), request.objectPath(), new byte[1024]);
        request.serverIds().forEach(id -> service.server(SimulatedServer.withSharedStorage(id)));
        try (CphSimulator simulator = service.start();
                CphShareClient client = CphShareClient.builder()
                        .endpoint(simulator.endpoint().toString())
                        .region(region)
                        .iamEndpoint(iam)
                        .credentials(CredentialsProvider.token(Exchange.FAKE_TOKEN))
                        .build()) {
            client.push(request).requireAllAccepted();
        }
    }
}
