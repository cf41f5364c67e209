package io.github.cphshare.simulator.junit;

import io.github.cphshare.simulator.CphSimulator;
import io.github.cphshare.simulator.SampleWorld;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives a running {@link CphSimulator} to each test that has a parameter of that type. The simulator is a fresh one for
 * each test, and JUnit closes it after the test; one that a constructor or {@code @BeforeAll} asks for serves all tests
 * of the class. Needs JUnit 5.13 or newer.
 *
 * <pre>{@code
 * @RegisterExtension
 * static final CphSimulatorExtension SIMULATOR = new CphSimulatorExtension(
 *         CphSimulator.builder().server(SimulatedServer.withSharedStorage("1234567b8bab40ffb711234cb80d0234")));
 *
 * @Test
 * void a_push_arrives(CphSimulator simulator) { … }
 * }</pre>
 */
public final class CphSimulatorExtension implements ParameterResolver {
    private static final Namespace NAMESPACE = Namespace.create(CphSimulatorExtension.class);

    private final CphSimulator.Builder setUp;

    /** With {@link SampleWorld}: what {@code @ExtendWith(CphSimulatorExtension.class)} gives. */
    public CphSimulatorExtension() {
        this(SampleWorld.builder());
    }

    /**
     * With a set-up of one's own.
     *
     * @param setUp starts every simulator; not to be changed afterwards
     */
    public CphSimulatorExtension(CphSimulator.Builder setUp) {
        this.setUp = setUp;
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == CphSimulator.class;
    }

    @Override
    public CphSimulator resolveParameter(ParameterContext parameter, ExtensionContext context) {
        // The store closes it when the context ends.
        return context.getStore(NAMESPACE).getOrComputeIfAbsent(this, extension -> setUp.start(), CphSimulator.class);
    }
}
