package dev.portolan.provider.gcp.serving;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.cloud.run.v2.Container;
import com.google.cloud.run.v2.EnvVar;
import com.google.cloud.run.v2.EnvVarSource;
import com.google.cloud.run.v2.ResourceRequirements;
import com.google.cloud.run.v2.RevisionScaling;
import com.google.cloud.run.v2.RevisionTemplate;
import com.google.cloud.run.v2.SecretKeySelector;
import com.google.protobuf.Duration;
import dev.portolan.provider.gcp.Wants;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Whether two revisions are alike, and whether one is as we made it. */
class ShapeTest {
  private static final Shape SHAPE =
      new Shape(
              512,
              1000,
              29,
              80,
              0,
              100,
              "a@p.iam.gserviceaccount.com",
              "",
              new TreeMap<>(Map.of("LEVEL", "info", "PORTOLAN_ARTIFACT", "ab12")),
              new TreeMap<>(Map.of("DB", "db#latest")))
          .sealed();

  @Test
  @DisplayName("A template of ours is read back as what it was made of")
  void readBack() {
    assertEquals(SHAPE, Shape.of(template().build()));
    assertTrue(Shape.of(template().build()).isSealed());
    assertEquals("ab12", SHAPE.artifact());
  }

  @Test
  @DisplayName(
      "What Cloud Functions adds, and how Google spells amounts and names, is no difference")
  void spelling() {
    RevisionTemplate.Builder other = template();
    other
        .getContainersBuilder(0)
        .addEnv(EnvVar.newBuilder().setName("FUNCTION_TARGET").setValue("x"))
        .getResourcesBuilder()
        .putLimits("memory", "536870912")
        .putLimits("cpu", "1000m");
    assertEquals(SHAPE, Shape.of(other.build()));
  }

  @Test
  @DisplayName("A variable that Google may add is ours where we asked for it")
  void asked() {
    RevisionTemplate.Builder other = template();
    other
        .getContainersBuilder(0)
        .addEnv(EnvVar.newBuilder().setName("LOG_EXECUTION_ID").setValue("true"));
    assertEquals(SHAPE, Shape.of(other.build()));
    Shape wanted =
        Wants.of(Wants.spec().withEnvironment(Map.of("LOG_EXECUTION_ID", "false")), Map.of())
            .shape();
    RevisionTemplate.Builder live =
        RevisionTemplate.newBuilder()
            .setTimeout(Duration.newBuilder().setSeconds(wanted.timeoutSeconds()))
            .setMaxInstanceRequestConcurrency(wanted.concurrency())
            .setScaling(RevisionScaling.newBuilder().setMaxInstanceCount(wanted.most()))
            .setServiceAccount(wanted.serviceAccount());
    Container.Builder container =
        live.addContainersBuilder().addEnv(EnvVar.newBuilder().setName("PORT").setValue("8080"));
    container
        .getResourcesBuilder()
        .putLimits("memory", wanted.memoryMebibytes() + "Mi")
        .putLimits("cpu", wanted.milliCpu() + "m");
    wanted
        .environment()
        .forEach(
            (name, value) -> container.addEnv(EnvVar.newBuilder().setName(name).setValue(value)));
    assertEquals(wanted, Shape.of(live.build()));
  }

  @Test
  @DisplayName("A change by hand breaks the seal and is told without a variable's value")
  void changed() {
    RevisionTemplate.Builder other = template().setMaxInstanceRequestConcurrency(10);
    other
        .getContainersBuilder(0)
        .addEnv(EnvVar.newBuilder().setName("MORE").setValue("secret"))
        .getResourcesBuilder()
        .putLimits("memory", "1Gi");
    Shape is = Shape.of(other.build());
    assertFalse(is.isSealed());
    assertEquals(
        List.of("memory: 1Gi → 512Mi", "concurrency: 10 → 80", "environment.MORE differs"),
        is.differences(SHAPE));
  }

  @Test
  @DisplayName("Another image than the one that was written down is a change by hand")
  void image() {
    RevisionTemplate.Builder ours = template().putAnnotations(Shape.IMAGE, "r/ours@sha256:1");
    ours.getContainersBuilder(0).setImage("r/ours@sha256:1");
    assertTrue(Shape.of(ours.build()).isSealed());
    ours.getContainersBuilder(0).setImage("r/theirs:1");
    assertFalse(Shape.of(ours.build()).isSealed());
    assertEquals(List.of("image: r/theirs:1 → "), Shape.of(ours.build()).differences(SHAPE));
  }

  private static RevisionTemplate.Builder template() {
    Container.Builder container =
        Container.newBuilder()
            .setResources(
                ResourceRequirements.newBuilder()
                    .putLimits("memory", "512Mi")
                    .putLimits("cpu", "1"));
    Stream.of("LEVEL", "PORTOLAN_ARTIFACT", "PORTOLAN_CONFIGURATION")
        .map(
            name ->
                EnvVar.newBuilder().setName(name).setValue(SHAPE.environment().get(name)).build())
        .forEach(container::addEnv);
    container.addEnv(
        EnvVar.newBuilder()
            .setName("DB")
            .setValueSource(
                EnvVarSource.newBuilder()
                    .setSecretKeyRef(
                        SecretKeySelector.newBuilder()
                            .setSecret("projects/1/secrets/db")
                            .setVersion("latest"))));
    return RevisionTemplate.newBuilder()
        .setTimeout(Duration.newBuilder().setSeconds(29))
        .setMaxInstanceRequestConcurrency(80)
        .setScaling(RevisionScaling.newBuilder().setMaxInstanceCount(100))
        .setServiceAccount("a@p.iam.gserviceaccount.com")
        .addContainers(container);
  }
}
