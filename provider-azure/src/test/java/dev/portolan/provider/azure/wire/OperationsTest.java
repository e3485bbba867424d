package dev.portolan.provider.azure.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.azure.core.credential.AccessToken;
import dev.portolan.deploy.driver.Polling;
import dev.portolan.deploy.driver.Tally;
import dev.portolan.deploy.model.DeployException;
import dev.portolan.deploy.model.Step;
import dev.portolan.testkit.VirtualTime;
import java.net.URI;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/** Long-running operations in all shapes that Resource Manager has for them. */
class OperationsTest {
  private static final URI ADDRESS = URI.create("https://management.azure.com/operations/1");

  private final CannedClient client = new CannedClient();
  private final Wire wire =
      new Wire(
          client,
          Login.of(
              request -> Mono.just(new AccessToken("secret", OffsetDateTime.now().plusHours(1)))),
          Optional.empty());
  private final Operations operations =
      new Operations(new Polling(VirtualTime.start()), wire.manager(), new Tally(retry()));

  private static dev.portolan.deploy.driver.CallRetry retry() {
    return new dev.portolan.deploy.driver.CallRetry() {
      @Override
      public <T> T call(java.util.concurrent.Callable<T> call) throws Exception {
        return call.call();
      }
    };
  }

  @Test
  @DisplayName("An operation is asked after until it has succeeded")
  void operation() throws Exception {
    client.answer(200, "{\"status\":\"Running\"}");
    client.answer(200, "{\"status\":\"Succeeded\"}");
    List<String> told = new ArrayList<>();
    operations.end(run(told), "site s", begun(202, Optional.of(ADDRESS), Optional.empty()), none());
    assertEquals(2, client.requests().size());
    assertEquals(List.of("site s: Running"), told);
  }

  @Test
  @DisplayName("One that fails does so with status 200, and its words are told")
  void failed() {
    client.answer(
        200, "{\"status\":\"Failed\",\"error\":{\"code\":\"Quota\",\"message\":\"no more\"}}");
    OperationFailed failed =
        assertThrows(
            OperationFailed.class,
            () ->
                operations.end(
                    run(new ArrayList<>()),
                    "site s",
                    begun(202, Optional.of(ADDRESS), Optional.empty()),
                    none()));
    assertEquals("Quota", failed.code());
    assertTrue(failed.getMessage().contains("no more"), failed.getMessage());
  }

  @Test
  @DisplayName("A location is asked until it answers something else than 202")
  void location() throws Exception {
    client.answer(202, "");
    client.answer(200, "{}");
    operations.end(
        run(new ArrayList<>()), "g", begun(202, Optional.empty(), Optional.of(ADDRESS)), none());
    assertEquals(2, client.requests().size());
  }

  @Test
  @DisplayName("Where a location is forgotten, the resource's own state tells, or that it is gone")
  void forgotten() throws Exception {
    client.answer(202, "");
    client.answer(404, "{}");
    client.answer(404, "{}");
    List<String> states = new ArrayList<>(List.of("Deleting"));
    operations.end(
        run(new ArrayList<>()),
        "g",
        begun(202, Optional.empty(), Optional.of(ADDRESS)),
        () -> states.isEmpty() ? Optional.empty() : Optional.of(states.remove(0)));
    assertEquals(3, client.requests().size());
    client.answer(500, "{}");
    assertThrows(
        HttpRefused.class,
        () ->
            operations.end(
                run(new ArrayList<>()),
                "g",
                begun(202, Optional.empty(), Optional.of(ADDRESS)),
                none()));
  }

  @Test
  @DisplayName("Without either, the resource's own state tells; one that has failed is told")
  void state() throws Exception {
    List<String> states = new ArrayList<>(List.of("Creating", "Succeeded"));
    operations.end(
        run(new ArrayList<>()),
        "a",
        begun(202, Optional.empty(), Optional.empty()),
        () -> Optional.of(states.remove(0)));
    assertEquals(List.of(), states);
    assertThrows(
        OperationFailed.class,
        () ->
            operations.end(
                run(new ArrayList<>()),
                "a",
                begun(201, Optional.empty(), Optional.empty()),
                () -> Optional.of("Failed")));
  }

  @Test
  @DisplayName("Nothing is tried twice below the engine")
  void once() {
    client.answer(503, "busy");
    assertThrows(HttpRefused.class, () -> Raw.get(wire.manager(), ADDRESS));
    assertEquals(1, client.requests().size());
  }

  @Test
  @DisplayName("An operation that is said to go on at a stranger's is not asked after there")
  void strange() {
    URI stranger = URI.create("https://example.com/operations/1");
    for (Operations.Begun begun :
        List.of(
            begun(202, Optional.of(stranger), Optional.empty()),
            begun(202, Optional.empty(), Optional.of(stranger)))) {
      DeployException refused =
          assertThrows(
              DeployException.class,
              () -> operations.end(run(new ArrayList<>()), "site s", begun, none()));
      assertTrue(refused.getMessage().contains("example.com"), refused.getMessage());
    }
    assertEquals(List.of(), client.requests());
  }

  private static Operations.Begun begun(
      int status, Optional<URI> operation, Optional<URI> location) {
    return new Operations.Begun(status, operation, location, new byte[0]);
  }

  private static Operations.State none() {
    return () -> Optional.empty();
  }

  private static Step.Run run(List<String> told) {
    return new Step.Run() {
      @Override
      public int attempt() {
        return 1;
      }

      @Override
      public void put(String key, String value) {
        throw new UnsupportedOperationException(key);
      }

      @Override
      public Optional<String> get(String key) {
        return Optional.empty();
      }

      @Override
      public void waiting(String what) {
        told.add(what);
      }
    };
  }
}
