package dev.portolan.provider.azure;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.portolan.deploy.Outcome;
import dev.portolan.deploy.model.Application;
import dev.portolan.deploy.model.FunctionSpec;
import dev.portolan.deploy.model.Plan;
import dev.portolan.deploy.model.Trigger;
import dev.portolan.sandbox.Fault;
import dev.portolan.sandbox.FaultPoint;
import dev.portolan.sandbox.WireHeaders;
import dev.portolan.sandbox.WireRequest;
import dev.portolan.sandbox.WireResponse;
import dev.portolan.sandbox.azure.plane.DataPlane;
import dev.portolan.sandbox.azure.plane.World;
import dev.portolan.testkit.SampleProject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** An embedded subscription, and a project that is deployed to it with one trigger or another. */
final class Scene implements AutoCloseable {
  private final Path work;
  private EmbeddedCloud cloud = new EmbeddedCloud();

  Scene(Path work) {
    this.work = work;
  }

  EmbeddedCloud cloud() {
    return cloud;
  }

  /** From now on it is another subscription, with other settings. */
  void settings(Map<String, String> settings) {
    cloud.close();
    cloud = new EmbeddedCloud(settings);
  }

  /** From now on it is another subscription, whose sites run otherwise. */
  void running(Function<World, DataPlane> plane) {
    cloud.close();
    cloud = new EmbeddedCloud(Map.of(), plane);
  }

  Runs runs() {
    return new Runs(cloud, work);
  }

  FunctionSpec function(String name, Trigger... triggers) {
    return SampleProject.function(name, cloud.provider().features())
        .withTriggers(List.of(triggers));
  }

  Application with(FunctionSpec... functions) {
    return SampleProject.in(work).application("1", functions);
  }

  Outcome deploy(FunctionSpec... functions) {
    return runs().with(p -> p.deploy(with(functions), work));
  }

  /** Deploys one function with these triggers. */
  Outcome deploy(Trigger... triggers) {
    return deploy(function("greeter", triggers));
  }

  Plan plan(Trigger... triggers) {
    return runs().plan(with(function("greeter", triggers)));
  }

  /** The run dies once at a call. */
  void kill(FaultPoint.Phase phase, String operation) {
    at(phase, operation, Fault.kill());
  }

  /** Something goes wrong once at a call. */
  void at(FaultPoint.Phase phase, String operation, Fault fault) {
    cloud
        .azure()
        .faults()
        .when(point -> point.phase() == phase && point.operation().equals(operation), fault, 1);
  }

  /** All of a part of what there is. */
  Stream<JsonNode> all(String part) {
    return StreamSupport.stream(cloud.azure().state().path(part).spliterator(), false);
  }

  /** The settings of the first site. */
  JsonNode site() {
    return cloud.azure().state().path("sites").elements().next().path("$settings");
  }

  /** The values of the tags of identities whose names begin so. */
  List<String> tags(String prefix) {
    return all("identities")
        .flatMap(each -> each.path("tags").properties().stream())
        .filter(tag -> tag.getKey().startsWith(prefix))
        .map(tag -> tag.getValue().asText())
        .sorted()
        .toList();
  }

  boolean mutated() {
    return cloud.calls().stream().anyMatch(call -> call.mutates());
  }

  /** As whoever owns what is there does. */
  void send(String method, String path, String version, String body) throws Exception {
    WireHeaders headers =
        WireHeaders.of(
                "Authorization",
                "Bearer " + cloud.azure().accessToken("https://management.azure.com"))
            .with("Content-Type", "application/json");
    WireResponse written =
        cloud
            .azure()
            .handle(
                new WireRequest(
                    method,
                    path,
                    "api-version=" + version,
                    headers,
                    body.getBytes(StandardCharsets.UTF_8)));
    assertTrue(written.status() < 300, written::text);
  }

  @Override
  public void close() {
    cloud.close();
  }
}
