package dev.portolan.sandbox.knative.admission;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portolan.deploy.driver.TimeSource;
import dev.portolan.sandbox.CallGate;
import dev.portolan.sandbox.CallLog;
import dev.portolan.sandbox.FaultPlan;
import dev.portolan.sandbox.StateStore;
import dev.portolan.sandbox.knative.kube.Json;
import dev.portolan.sandbox.knative.kube.KubeRefusal;
import dev.portolan.sandbox.knative.kube.KubeServer;
import dev.portolan.sandbox.knative.kube.ResourceCatalog;
import dev.portolan.sandbox.knative.kube.ResourceType;
import dev.portolan.sandbox.knative.kube.WriteOptions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the webhooks say, word for word. */
final class AdmissionTest {
  private static final String DENIED =
      "admission webhook \"validation.webhook.serving.knative.dev\" denied the request: validation"
          + " failed: ";

  private final List<String> warnings = new ArrayList<>();
  private final KubeServer server =
      KubeServer.open(
          StateStore.inMemory(),
          ResourceCatalog.withKnative(),
          new KnativeAdmission(),
          TimeSource.system(),
          new CallGate(new FaultPlan(), new CallLog()),
          "token");

  private ResourceType type(String group, String plural) {
    return server.catalog().kept(group, plural).orElseThrow();
  }

  private ObjectNode apply(String group, String plural, ObjectNode object) {
    WriteOptions how = new WriteOptions("portolan", "", false, false, "ada", warnings::add);
    Json.at(object, "metadata").put("namespace", "default");
    return server.writes().apply(type(group, plural), "default", object, how);
  }

  private static ObjectNode service() {
    return (ObjectNode)
        Json.read(
            """
            {"apiVersion":"serving.knative.dev/v1","kind":"Service","metadata":{"name":"hello"},
             "spec":{"template":{"metadata":{"name":"hello-1"},
               "spec":{"containers":[{"image":"r.example/i:1"}]}}}}
            """);
  }

  private ObjectNode apply(ObjectNode service) {
    return apply("serving.knative.dev", "services", service);
  }

  private String refused(ObjectNode service) {
    KubeRefusal refusal = assertThrows(KubeRefusal.class, () -> apply(service));
    assertEquals(400, refusal.code());
    assertEquals("BadRequest", refusal.reason());
    return refusal.getMessage();
  }

  /** Sets a value, written as JSON, at a JSON pointer of the service. */
  private static ObjectNode with(String pointer, String value) {
    ObjectNode service = service();
    String parent = pointer.substring(0, pointer.lastIndexOf('/'));
    service
        .withObject(parent)
        .set(pointer.substring(pointer.lastIndexOf('/') + 1).replace("~1", "/"), Json.read(value));
    return service;
  }

  @Test
  void defaultsAreFilledIn() {
    ObjectNode made = apply(service());

    assertEquals(
        "{\"timeoutSeconds\":300,\"containerConcurrency\":0,\"enableServiceLinks\":false}",
        Json.from(
                ((ObjectNode) made.at("/spec/template/spec").deepCopy())
                    .without(List.of("containers")))
            .toString());
    assertEquals(
        "[{\"image\":\"r.example/i:1\",\"name\":\"user-container\",\"resources\":{},"
            + "\"readinessProbe\":{\"tcpSocket\":{\"port\":0},\"successThreshold\":1}}]",
        made.at("/spec/template/spec/containers").toString());
    assertEquals(
        "[{\"latestRevision\":true,\"percent\":100}]", made.at("/spec/traffic").toString());
    assertEquals("ada", made.at("/metadata/annotations/serving.knative.dev~1creator").asText());
    assertTrue(warnings.get(0).startsWith("Kubernetes default value is insecure"));
  }

  @Test
  void theSameTemplateNameForOtherContentIsRefused() {
    apply(service());
    ObjectNode next = service();
    ((ObjectNode) next.at("/spec/template/spec/containers/0")).put("image", "r.example/i:2");

    assertTrue(
        refused(next)
            .startsWith(
                DENIED
                    + "Saw the following changes without a name change (-old +new):"
                    + " spec.template.metadata.name\n"
                    + "{*v1.RevisionTemplateSpec}.Spec.PodSpec.Containers[0].Image:\n"
                    + "\t-: \"r.example/i:1\"\n\t+: \"r.example/i:2\"\n"));
  }

  /** Containers have one owner: applied without the defaults, they are applied away. */
  @Test
  void theSameTemplateAppliedAgainWithoutItsDefaultsIsRefused() {
    apply(service());

    assertTrue(refused(service()).contains("Saw the following changes without a name change"));
  }

  @Test
  void theSameTemplateAppliedAgainWithItsDefaultsChangesNothing() {
    ObjectNode first = apply(service());
    ObjectNode again = service();
    ((ObjectNode) again.at("/spec/template"))
        .set("spec", first.at("/spec/template/spec").deepCopy());
    apply(again);
    ObjectNode last = apply(again);

    assertEquals(first.at("/metadata/generation").asInt(), last.at("/metadata/generation").asInt());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/spec/template/spec/timeoutSeconds | 601 | expected 0 <= 601 <= 600: spec.template.spec.timeoutSeconds",
        "/spec/template/spec/containerConcurrency | 1001 | expected 0 <= 1001 <= 1000: spec.template.spec.containerConcurrency",
        "/spec/template/spec/nodeSelector | {\"a\":\"b\"} | must not set the field(s): spec.template.spec.nodeSelector",
        "/spec/template/metadata/name | \"other-1\" | invalid value: \"other-1\" must have prefix \"hello-\": spec.template.metadata.name",
        "/spec/traffic | [{\"latestRevision\":true,\"percent\":90}] | Traffic targets sum to 90, want 100: spec.traffic",
        "/spec/traffic | [{\"revisionName\":\"hello-1\",\"latestRevision\":true,\"percent\":100}] | may not set revisionName \"hello-1\" when latestRevision is true: spec.traffic[0].latestRevision",
        "/spec/traffic | [{\"percent\":50,\"tag\":\"a\"},{\"percent\":50,\"tag\":\"a\"}] | Multiple definitions for \"a\": spec.traffic[0].tag, spec.traffic[1].tag",
        "/spec/template/spec/containers | [{\"image\":\"i\",\"env\":[{\"name\":\"PORT\",\"value\":\"1\"}]}] | \"PORT\" is a reserved environment variable: spec.template.spec.containers[0].env[0].name",
        "/spec/template/spec/containers | [{\"image\":\"i\",\"name\":\"queue-proxy\"}] | \"queue-proxy\" is a reserved container name: spec.template.spec.containers[0].name",
        "/spec/template/metadata/annotations | {\"autoscaling.knative.dev/min-scale\":\"-1\"} | expected 0 <= -1 <= 2147483647: spec.template.metadata.annotations.autoscaling.knative.dev/min-scale",
        "/spec/template/metadata/annotations | {\"autoscaling.knative.dev/min-scale\":\"3\",\"autoscaling.knative.dev/max-scale\":\"2\"} | max-scale=2 is less than min-scale=3: spec.template.metadata.annotations.autoscaling.knative.dev/max-scale, spec.template.metadata.annotations.autoscaling.knative.dev/min-scale",
      })
  void badSpecificationsAreRefused(String pointer, String value, String words) {
    assertEquals(DENIED + words, refused(with(pointer, value)));
  }

  @Test
  void annotationsForScalingBelongToTheTemplate() {
    ObjectNode service =
        with("/metadata/annotations", "{\"autoscaling.knative.dev/min-scale\":\"1\"}");

    assertEquals(
        DENIED
            + "invalid key name \"autoscaling.knative.dev/min-scale\": metadata.annotations\n"
            + "autoscaling annotations must be put under \"spec.template.metadata.annotations\" to"
            + " work",
        refused(service));
  }

  @Test
  void aReservedPortIsRefused() {
    ObjectNode service =
        with(
            "/spec/template/spec/containers",
            "[{\"image\":\"i\",\"ports\":[{\"containerPort\":8012}]}]");

    assertEquals(
        DENIED
            + "invalid value: 8012 is a reserved port:"
            + " spec.template.spec.containers[0].ports.containerPort\n"
            + "8012 is a reserved port, please use a different value",
        refused(service));
  }

  @Test
  void theCreatorCannotBeChanged() {
    apply(service());
    ObjectNode next = with("/metadata/annotations", "{\"serving.knative.dev/creator\":\"eve\"}");
    next.withObject("/spec/template/metadata").put("name", "hello-2");
    KubeRefusal refusal = assertThrows(KubeRefusal.class, () -> apply(next));

    assertTrue(
        refusal
            .getMessage()
            .contains(
                "annotation value is immutable:"
                    + " metadata.annotations.serving.knative.dev/creator"),
        refusal.getMessage());
  }

  @Test
  void aNameThatDnsDoesNotKnowIsRefused() {
    ObjectNode service = with("/metadata/name", "\"1-hello\"");
    service.withObject("/spec/template/metadata").remove("name");

    assertTrue(
        refused(service)
            .startsWith(DENIED + "not a DNS 1035 label: [a DNS-1035 label must consist of"));
  }

  @Test
  void anUndeclaredFieldHasNoOwner() {
    KubeRefusal refusal =
        assertThrows(KubeRefusal.class, () -> apply(with("/spec/banana", "\"yes\"")));

    assertEquals(500, refusal.code());
    assertEquals(
        "failed to create typed patch object (default/hello; serving.knative.dev/v1, Kind=Service):"
            + " .spec.banana: field not declared in schema",
        refusal.getMessage());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "* * * * | expected 5 to 6 fields, found 4: [* * * *]",
        "61 * * * * | end of range (61) above maximum (59): 61",
        "@every 5s | unsupported descriptor @every",
      })
  void badSchedulesAreRefused(String schedule, String words) {
    ObjectNode ping =
        (ObjectNode)
            Json.read(
                "{\"apiVersion\":\"sources.knative.dev/v1\",\"kind\":\"PingSource\",\"metadata\":"
                    + "{\"name\":\"p\"},\"spec\":{\"sink\":{\"uri\":\"http://x.example\"}}}");
    ping.withObject("/spec").put("schedule", schedule);
    KubeRefusal refusal =
        assertThrows(KubeRefusal.class, () -> apply("sources.knative.dev", "pingsources", ping));

    assertTrue(
        refusal.getMessage().endsWith("invalid value: " + words + ": spec.schedule"),
        refusal.getMessage());
  }

  @Test
  void aTriggersBrokerCannotBeChanged() {
    String text =
        "{\"apiVersion\":\"eventing.knative.dev/v1\",\"kind\":\"Trigger\",\"metadata\":{\"name\":"
            + "\"t\"},\"spec\":{\"broker\":\"%s\",\"subscriber\":{\"uri\":\"http://x.example\"}}}";
    apply("eventing.knative.dev", "triggers", (ObjectNode) Json.read(text.formatted("a")));
    ObjectNode next = (ObjectNode) Json.read(text.formatted("b"));
    KubeRefusal refusal =
        assertThrows(KubeRefusal.class, () -> apply("eventing.knative.dev", "triggers", next));

    assertTrue(
        refusal.getMessage().contains("Immutable fields changed (-old +new): broker, spec"),
        refusal.getMessage());
  }
}
