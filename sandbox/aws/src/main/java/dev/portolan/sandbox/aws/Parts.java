package dev.portolan.sandbox.aws;

import dev.portolan.deploy.driver.TimeSource;
import dev.portolan.sandbox.BlobStore;
import dev.portolan.sandbox.PortRegistry;
import dev.portolan.sandbox.StateStore;
import dev.portolan.sandbox.aws.iam.Sessions;
import dev.portolan.sandbox.aws.lambda.Timings;
import dev.portolan.sandbox.aws.logs.LogStore;
import dev.portolan.sandbox.aws.runtime.DataPlane;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What an embedded AWS is built of.
 *
 * @param secretKey of the account's one user
 * @param directory for running processes; without one, no JVM is started
 * @param ports of the front doors; without them, none is opened
 * @param functions run in place of what is uploaded, where no JVM is started
 */
record Parts(
    String secretKey,
    StateStore state,
    BlobStore blobs,
    LogStore logs,
    Optional<Path> directory,
    Optional<PortRegistry> ports,
    TimeSource time,
    Timings timings,
    Consumer<String> tell,
    Optional<DataPlane> functions) {

  static Parts inMemory(TimeSource time, Optional<DataPlane> functions) {
    return new Parts(
        EmbeddedAws.SECRET_ACCESS_KEY,
        StateStore.inMemory(),
        BlobStore.inMemory(),
        LogStore.inMemory(),
        Optional.empty(),
        Optional.empty(),
        time,
        Timings.instant(),
        line -> {},
        functions);
  }

  /** The same over what another account remembers. */
  Parts with(StateStore remembered, BlobStore kept) {
    return new Parts(
        secretKey, remembered, kept, logs, directory, ports, time, timings, tell, functions);
  }

  static Parts in(Path directory, TimeSource time, Consumer<String> tell) throws IOException {
    Files.createDirectories(directory);
    Path home = directory.toRealPath();
    return new Parts(
        Sessions.secret(),
        StateStore.open(home.resolve("state.json")),
        BlobStore.open(home.resolve("blobs")),
        LogStore.open(home.resolve("logs")),
        Optional.of(home),
        Optional.of(PortRegistry.open(home.resolve("ports.properties"))),
        time,
        Timings.brisk(),
        tell,
        Optional.empty());
  }
}
