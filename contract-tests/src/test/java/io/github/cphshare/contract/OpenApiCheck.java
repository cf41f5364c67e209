package io.github.cphshare.contract;

import au.com.dius.pact.core.model.IHttpPart;
import au.com.dius.pact.core.model.IRequest;
import au.com.dius.pact.core.model.IResponse;
import au.com.dius.pact.core.model.V4Interaction.SynchronousHttp;
import com.atlassian.oai.validator.OpenApiInteractionValidator;
import com.atlassian.oai.validator.model.SimpleRequest;
import com.atlassian.oai.validator.model.SimpleResponse;
import com.atlassian.oai.validator.report.LevelResolverFactory;
import com.atlassian.oai.validator.report.ValidationReport;
import java.util.List;
import java.util.Optional;

/** Holds an interaction of a pact against an OpenAPI document. */
final class OpenApiCheck {
    private final OpenApiInteractionValidator validator;

    OpenApiCheck(Contract contract) {
        this(OpenApiInteractionValidator.createForInlineApiSpecification(contract.text())
                // Where the document closes an object it says so; everything else may grow.
                .withLevelResolver(LevelResolverFactory.withAdditionalPropertiesIgnored())
                .build());
    }

    private OpenApiCheck(OpenApiInteractionValidator validator) {
        this.validator = validator;
    }

    /** Also finds fields that the document does not name, in what is sent and in what is received. */
    static OpenApiCheck toTheLastField(Contract contract) {
        return new OpenApiCheck(OpenApiInteractionValidator.createForInlineApiSpecification(contract.text())
                .build());
    }

    /** The keys of the validator's messages; none where the two agree. */
    List<String> findings(SynchronousHttp interaction) {
        return findings(request(interaction.getRequest()), response(interaction.getResponse()));
    }

    /** The same of a request that was sent and its answer. */
    List<String> findings(SimpleRequest request, SimpleResponse response) {
        return validator.validate(request, response).getMessages().stream()
                .filter(message -> message.getLevel() != ValidationReport.Level.IGNORE)
                .map(ValidationReport.Message::getKey)
                .toList();
    }

    private static SimpleRequest request(IRequest pinned) {
        SimpleRequest.Builder request = new SimpleRequest.Builder(pinned.getMethod(), pinned.getPath());
        pinned.getHeaders().forEach(request::withHeader);
        pinned.getQuery().forEach(request::withQueryParam);
        body(pinned).ifPresent(request::withBody);
        return request.build();
    }

    private static SimpleResponse response(IResponse pinned) {
        SimpleResponse.Builder response = SimpleResponse.Builder.status(pinned.getStatus());
        pinned.getHeaders().forEach(response::withHeader);
        body(pinned).ifPresent(response::withBody);
        return response.build();
    }

    private static Optional<String> body(IHttpPart part) {
        return part.getBody().isPresent() ? Optional.of(part.getBody().valueAsString()) : Optional.empty();
    }
}
