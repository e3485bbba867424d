package dev.portolan.sandbox.gcp;

import dev.portolan.deploy.driver.TimeSource;
import dev.portolan.sandbox.BlobStore;
import dev.portolan.sandbox.PortRegistry;
import dev.portolan.sandbox.StateStore;
import dev.portolan.sandbox.gcp.local.LocalPlane;
import dev.portolan.sandbox.gcp.logging.LogStore;
import dev.portolan.sandbox.gcp.oauth.Keys;
import dev.portolan.sandbox.gcp.plane.DataPlane;
import dev.portolan.sandbox.gcp.plane.InstantPlane;
import dev.portolan.sandbox.gcp.plane.World;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * How an embedded Google Cloud is built.
 *
 * @param directory holds its state and its key file; created if missing
 * @param log takes lines worth telling a person
 * @param plane runs revisions
 * @param socket whether it is reached over HTTP on loopback; without, only in process
 * @param memory what it holds, and forgets with the process; empty for a state that outlives it
 */
public record Setup(
    Path directory,
    TimeSource time,
    Consumer<String> log,
    Function<World, DataPlane> plane,
    boolean socket,
    Optional<Memory> memory) {

  /** As people run it. */
  public static Setup of(Path directory, TimeSource time, Consumer<String> log) {
    return new Setup(directory, time, log, LocalPlane::open, true, Optional.empty());
  }

  /** As tests open it by the hundred: in memory, without a socket, and running nothing. */
  public static Setup inMemory(Path directory, TimeSource time) {
    return new Setup(
        directory,
        time,
        line -> {},
        world -> InstantPlane.ready(),
        false,
        Optional.of(Memory.empty()));
  }

  public Setup with(Function<World, DataPlane> wanted) {
    return new Setup(directory, time, log, wanted, socket, memory);
  }

  /** Begins with what another cloud in memory holds now, and goes its own way from there. */
  public Setup with(Memory wanted) {
    return new Setup(directory, time, log, plane, socket, Optional.of(wanted.copy()));
  }

  /** Reached over HTTP as well. */
  public Setup withSocket() {
    return new Setup(directory, time, log, plane, true, memory);
  }

  StateStore state() throws IOException {
    return memory.isPresent()
        ? memory.get().state()
        : StateStore.open(directory.resolve("state.json"));
  }

  BlobStore blobs() {
    return memory.map(Memory::blobs).orElseGet(() -> BlobStore.open(directory.resolve("blobs")));
  }

  LogStore logs() throws IOException {
    return memory.isPresent()
        ? memory.get().logs()
        : LogStore.open(directory.resolve("logs.jsonl"));
  }

  Keys keys() throws IOException {
    return memory.isPresent() ? Keys.shared() : Keys.open(directory.resolve("key.pem"));
  }

  PortRegistry ports() throws IOException {
    return memory.isPresent()
        ? PortRegistry.inMemory()
        : PortRegistry.open(directory.resolve("endpoint.properties"));
  }
}
