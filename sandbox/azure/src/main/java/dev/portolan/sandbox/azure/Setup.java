package dev.portolan.sandbox.azure;

import dev.portolan.deploy.driver.TimeSource;
import dev.portolan.sandbox.BlobStore;
import dev.portolan.sandbox.PortRegistry;
import dev.portolan.sandbox.StateStore;
import dev.portolan.sandbox.azure.local.LocalPlane;
import dev.portolan.sandbox.azure.plane.DataPlane;
import dev.portolan.sandbox.azure.plane.InstantPlane;
import dev.portolan.sandbox.azure.plane.World;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * How an embedded Azure is built.
 *
 * @param directory holds its state; created if missing
 * @param log takes lines worth telling a person
 * @param plane runs sites
 * @param socket whether it is reached over HTTP on loopback; without, only in process
 * @param kept whether its state outlives the process
 */
public record Setup(
    Path directory,
    TimeSource time,
    Consumer<String> log,
    Function<World, DataPlane> plane,
    boolean socket,
    boolean kept) {

  /** As people run it. */
  public static Setup of(Path directory, TimeSource time, Consumer<String> log) {
    return new Setup(directory, time, log, LocalPlane::open, true, true);
  }

  /** As tests open it by the hundred: in memory, without a socket, and running nothing. */
  public static Setup inMemory(Path directory, TimeSource time) {
    return new Setup(directory, time, line -> {}, world -> InstantPlane.running(), false, false);
  }

  public Setup with(Function<World, DataPlane> wanted) {
    return new Setup(directory, time, log, wanted, socket, kept);
  }

  /** Reached over HTTP as well. */
  public Setup withSocket() {
    return new Setup(directory, time, log, plane, true, kept);
  }

  StateStore state() throws IOException {
    return kept ? StateStore.open(directory.resolve("state.json")) : StateStore.inMemory();
  }

  BlobStore blobs() {
    return kept ? BlobStore.open(directory.resolve("blobs")) : BlobStore.inMemory();
  }

  PortRegistry ports() throws IOException {
    return kept
        ? PortRegistry.open(directory.resolve("ports.properties"))
        : PortRegistry.inMemory();
  }
}
