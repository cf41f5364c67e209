package io.github.cphshare.simulator;

import io.github.cphshare.simulator.SimulatedServer.Reason;
import java.time.Instant;

/** The work of a push. */
record Unpacking(Archive archive, ErrorCatalog errors) implements Work {
    @Override
    public String operation() {
        return "pushShareFiles";
    }

    @Override
    public Result done(SimulatedServer server, SharedStorage storage, Instant end) throws Failed {
        try {
            return new Result(archive.over(storage), null);
        } catch (BadArchive e) {
            // No document names a code for this; of the catalogue's, this one means "not a .tar object".
            throw new Failed(new Reason("CPS.0135", errors.message("CPS.0135") + " " + e.getMessage()));
        }
    }
}
