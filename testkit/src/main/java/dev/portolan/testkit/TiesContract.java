package dev.portolan.testkit;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.deploy.Portability;
import dev.portolan.deploy.Portolan;
import dev.portolan.deploy.config.Configuration;
import dev.portolan.deploy.driver.Provider;
import dev.portolan.deploy.driver.Settings;
import dev.portolan.deploy.model.Application;
import dev.portolan.deploy.model.Bundle;
import dev.portolan.deploy.model.DeployException;
import dev.portolan.deploy.model.Feature;
import dev.portolan.deploy.model.FunctionSpec;
import dev.portolan.deploy.model.Sizing;
import dev.portolan.deploy.model.Trigger;
import dev.portolan.deploy.packaging.ReproducibleZip;
import dev.portolan.deploy.portability.Finding;
import dev.portolan.deploy.portability.Ties;
import dev.portolan.testkit.sample.Greeter;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a provider says of itself in {@link Ties#PATH} is what it does and what its vendor has. */
public interface TiesContract {
  Provider provider();

  /**
   * Classes that are tied to the vendor, compiled against its own libraries, and all that must be
   * found in each, as the name of the finding and the member, sorted.
   */
  Map<Class<?>, List<String>> tied();

  /** Whether the provider itself refuses what is beyond its limits, and does not leave it. */
  default boolean refusesBeyondLimits() {
    return true;
  }

  /** Settings by which its newest runtime is taken. */
  default Settings newest() {
    return Settings.none();
  }

  /** What stands in the provider's jar; empty if it is silent. */
  static Optional<Ties> of(Provider provider) throws IOException {
    try (InputStream in = provider.getClass().getResourceAsStream("/" + Ties.PATH)) {
      return in == null ? Optional.empty() : Optional.of(Ties.from(in.readAllBytes()));
    }
  }

  private Ties ties() throws IOException {
    return of(provider()).orElseThrow();
  }

  @Test
  @DisplayName("It has the provider's name and claims")
  default void claims() throws IOException {
    assertEquals(provider().name(), ties().provider());
    assertEquals(provider().features(), ties().features());
    assertTrue(ties().features().containsAll(ties().bounds().keySet()), "bounds of what it claims");
  }

  @Test
  @DisplayName("What is at a limit is not refused, and what is beyond it is")
  default void limits() throws IOException {
    Ties.Limits limits = ties().limits();
    Trigger event =
        provider().features().contains(Feature.QUEUE)
            ? new Trigger.Queue("to-pack", 1)
            : new Trigger.Topic("orders", List.of());
    Trigger tick = new Trigger.Schedule("0 2 * * *", "UTC");
    Trigger http = SampleProject.function("greeter", provider().features()).triggers().get(0);
    assertAll(
        () -> limit(limits.requestSeconds(), seconds -> lasting(http, seconds)),
        () -> limit(limits.eventSeconds(), seconds -> lasting(event, seconds)),
        () -> limit(limits.tickSeconds(), seconds -> lasting(tick, seconds)),
        () ->
            limit(
                limits.memoryMebibytes(),
                memory -> sized(http, s -> s.withMemoryMebibytes(memory))));
  }

  @Test
  @DisplayName("Class files of the newest release are packed, and those of the next are refused")
  default void newestRelease(@TempDir Path directory) throws IOException {
    int release = ties().limits().java();
    Assumptions.assumeTrue(release != Integer.MAX_VALUE, "it runs any");
    pack(release, directory.resolve("newest"));
    DeployException refused =
        assertThrows(DeployException.class, () -> pack(release + 1, directory.resolve("newer")));
    assertTrue(refused.getMessage().contains("" + (release + 1)), refused.getMessage());
  }

  private void pack(int release, Path directory) throws IOException {
    byte[] bytes = SampleProject.bytes(Greeter.class);
    bytes[7] = (byte) (release + 44);
    Path jar = Files.createDirectories(directory).resolve("shop.jar");
    ReproducibleZip.create().add(SampleProject.resource(Greeter.class), bytes).write(jar);
    FunctionSpec greeter = SampleProject.function("greeter", provider().features());
    Application application =
        Application.of(SampleProject.OWNER, List.of(greeter), Bundle.of(jar, List.of()));
    provider().packager(newest()).pack(application, directory.resolve("out"));
  }

  @Test
  @DisplayName("Hooks around a snapshot are told exactly where none is taken")
  default void snapshotHooks() throws IOException {
    assertEquals(
        !provider().features().contains(Feature.SNAPSHOT),
        ties().lacks().containsKey("snapshot-hooks"));
  }

  @Test
  @DisplayName("What it lacks is about members that there are, called by what it claims")
  default void lacks() throws Exception {
    for (Ties.Lack lack : ties().lacks().values()) {
      assertTrue(provider().features().containsAll(lack.of()), lack.toString());
      for (String member : lack.members()) {
        int dot = member.lastIndexOf('.');
        Class<?> type = Class.forName(member.substring(0, dot));
        String name = member.substring(dot + 1);
        assertTrue(
            Stream.of(type.getMethods()).anyMatch(method -> method.getName().equals(name))
                || Stream.of(type.getFields()).anyMatch(field -> field.getName().equals(name)),
            member);
      }
    }
  }

  private void limit(int limit, IntFunction<FunctionSpec> function) {
    if (limit != Integer.MAX_VALUE) {
      int at = problems(function.apply(limit));
      assertEquals(problems(function.apply(limit - 1)), at, "at " + limit);
      assertTrue(
          !refusesBeyondLimits() || problems(function.apply(limit + 1)) > at, "beyond " + limit);
    }
  }

  private static FunctionSpec lasting(Trigger trigger, int seconds) {
    return sized(trigger, sizing -> sizing.withTimeout(Duration.ofSeconds(seconds)));
  }

  private static FunctionSpec sized(Trigger trigger, UnaryOperator<Sizing> sizing) {
    FunctionSpec function =
        FunctionSpec.of("greeter", "a.B", "java.lang.String", "java.lang.String", List.of(trigger));
    return function.withSizing(sizing.apply(function.sizing()));
  }

  private int problems(FunctionSpec function) {
    Bundle none = Bundle.of(Path.of("none.jar"), List.of());
    Application application = Application.of(SampleProject.OWNER, List.of(function), none);
    return provider().check(application, Settings.none()).size();
  }

  @Test
  @DisplayName("What is tied to the vendor is found, each with what to do")
  default void found(@TempDir Path directory) throws IOException {
    for (Map.Entry<Class<?>, List<String>> each : tied().entrySet()) {
      Path jar = directory.resolve(each.getKey().getSimpleName() + ".jar");
      ReproducibleZip.create()
          .add(SampleProject.resource(each.getKey()), SampleProject.bytes(each.getKey()))
          .write(jar);
      Portability portability =
          Portolan.portability(
              SampleProject.OWNER,
              Bundle.of(jar, List.of()),
              Configuration.of(List.of()),
              List.of(ties()),
              List.of(),
              directory);
      List<String> found = new ArrayList<>();
      for (Finding finding : portability.findings()) {
        found.add(finding.name() + " " + finding.place().member());
        assertTrue(finding.place().line() > 0, finding.toString());
        assertTrue(finding.hint().length() > 20, finding.toString());
      }
      String name = each.getKey().getName();
      assertEquals(each.getValue(), found.stream().sorted().toList(), name);
      assertEquals(List.of(), portability.problems(), name);
      assertEquals(Map.of(provider().name(), found.size()), portability.scores(), name);
    }
  }
}
