package dev.portolan.sandbox.gcp.plane;

import dev.portolan.deploy.driver.TimeSource;
import dev.portolan.sandbox.BlobStore;
import dev.portolan.sandbox.CallGate;
import dev.portolan.sandbox.StateStore;
import dev.portolan.sandbox.gcp.logging.LogStore;
import dev.portolan.sandbox.gcp.oauth.Tokens;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What a data plane stands in.
 *
 * @param logs takes what revisions write
 * @param directory of the cloud
 * @param log takes lines worth telling a person
 * @param settle brings on what was promised and is not done; not to be called while the state is
 *     locked
 * @param gate what calls to a registry of images pass
 * @param plans tells what a revision is to run, with the values that its secrets have now; refuses
 *     as the cloud would
 * @param endpoint where the cloud is reached; not known before it is open
 */
public record World(
    StateStore state,
    BlobStore blobs,
    LogStore logs,
    Tokens tokens,
    TimeSource time,
    Path directory,
    Consumer<String> log,
    Runnable settle,
    CallGate gate,
    Function<String, RevisionPlan> plans,
    Supplier<String> endpoint) {}
