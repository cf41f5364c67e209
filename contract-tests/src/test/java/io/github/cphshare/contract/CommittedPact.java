package io.github.cphshare.contract;

import au.com.dius.pact.core.model.FileSource;
import au.com.dius.pact.core.model.Pact;
import au.com.dius.pact.core.model.PactSource;
import au.com.dius.pact.provider.junitsupport.loader.PactLoader;
import java.util.List;

/** Loads the committed pact, for a real endpoint with the names that things have there. */
public final class CommittedPact implements PactLoader {
    /**
     * Called by Pact.
     *
     * @param testClass the test that wants the pact
     */
    public CommittedPact(Class<?> testClass) {}

    @Override
    public List<Pact> load(String providerName) {
        String text = PactFile.read(PactFile.COMMITTED);
        return List.of(PactFile.parse(
                RealEndpoint.named().map(endpoint -> endpoint.translated(text)).orElse(text)));
    }

    @Override
    public PactSource getPactSource() {
        return new FileSource(PactFile.COMMITTED.toFile());
    }
}
