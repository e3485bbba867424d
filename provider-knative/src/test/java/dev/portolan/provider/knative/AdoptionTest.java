package dev.portolan.provider.knative;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.portolan.deploy.Action;
import dev.portolan.deploy.ExitCode;
import dev.portolan.deploy.Outcome;
import dev.portolan.deploy.Portolan;
import dev.portolan.deploy.model.Application;
import dev.portolan.deploy.model.DeployException;
import dev.portolan.deploy.model.DeployException.Kind;
import dev.portolan.images.Projects;
import dev.portolan.provider.knative.cluster.ServiceNames;
import io.fabric8.knative.serving.v1.Revision;
import io.fabric8.knative.serving.v1.Service;
import io.fabric8.knative.serving.v1.ServiceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A service of somebody else's is left alone until its people do what the refusal says. */
final class AdoptionTest {
  private static final String LAST_APPLIED = "kubectl.kubernetes.io/last-applied-configuration";
  private static final String NAME = ServiceNames.service(Projects.OWNER, "greeter");

  @TempDir Path directory;
  private WiredCloud wired;
  private Application project;
  private KubernetesClient stranger;

  @BeforeEach
  void open() throws IOException {
    wired = WiredCloud.open(directory);
    project = Projects.greeter(directory);
    stranger = wired.stranger();
    try (Portolan portolan = wired.deployer(Map.of())) {
      // an image that there is
      portolan.deploy(project, directory.resolve("out"));
      String image =
          service().get().getSpec().getTemplate().getSpec().getContainers().get(0).getImage();
      portolan.destroy(project.owner());
      plant(image);
    }
  }

  @AfterEach
  void close() {
    stranger.close();
    wired.close();
  }

  @Test
  void whatIsAnnotatedAsTheRefusalSaysIsTakenOver() {
    String command = adopt();
    assertEquals(
        "kubectl annotate services.serving.knative.dev %s -n default portolan.dev/owner=%s"
            .formatted(NAME, Projects.OWNER.id()),
        command);
    String pair = command.substring(command.lastIndexOf(' ') + 1);
    annotate(pair.substring(0, pair.indexOf('=')), pair.substring(pair.indexOf('=') + 1));
    takenOver();
  }

  @Test
  void theCommandOfTheRefusalWorksAsItIs() throws Exception {
    assumeTrue(
        List.of("/usr/bin/kubectl", "/usr/local/bin/kubectl").stream()
            .anyMatch(file -> Files.isExecutable(Path.of(file))),
        "there is no kubectl");
    ProcessBuilder kubectl = new ProcessBuilder(adopt().split(" ")).redirectErrorStream(true);
    kubectl.environment().put("KUBECONFIG", wired.forKubectl().toString());
    kubectl.environment().put("HOME", directory.toString());
    Process process = kubectl.start();
    String said = new String(process.getInputStream().readAllBytes(), "UTF-8");
    assertEquals(0, process.waitFor(), said);
    takenOver();
  }

  @Test
  void aToolThatAppliesOnItsSideIsNotFoughtWith() {
    for (String manager :
        List.of(
            "kubectl-client-side-apply", "argocd-controller", "argocd-application-controller")) {
      annotate("portolan.dev/owner", Projects.OWNER.id());
      annotate(LAST_APPLIED, "{}");
      resize(manager);
      try (Portolan portolan = wired.deployer(Map.of())) {
        Outcome outcome = portolan.deploy(project, directory.resolve("out"));
        DeployException told = outcome.error().orElseThrow();
        assertEquals(Kind.CONFLICT, told.kind(), told.getMessage());
        assertTrue(told.getMessage().contains("conflict with \"" + manager + "\""));
        assertTrue(told.hint().contains("-n default " + LAST_APPLIED + "-"), told.hint());
      }
    }
  }

  @Test
  void onceTheToolsMarkIsOffItIsTakenOver() {
    annotate("portolan.dev/owner", Projects.OWNER.id());
    resize("kubectl-client-side-apply");
    takenOver();
  }

  private String adopt() {
    try (Portolan portolan = wired.deployer(Map.of())) {
      DeployException told =
          portolan.deploy(project, directory.resolve("out")).error().orElseThrow();
      assertEquals(Kind.NOT_OWNED, told.kind());
      return told.hint().substring(told.hint().indexOf("kubectl"));
    }
  }

  private void takenOver() {
    String before = service().get().getStatus().getLatestReadyRevisionName();
    try (Portolan portolan = wired.deployer(Map.of())) {
      Outcome outcome = portolan.deploy(project, directory.resolve("out"));
      assertEquals(ExitCode.VERIFIED, outcome.exitCode(), outcome.toString());
      assertEquals(1, portolan.find(project.owner()).size());
      // what served before its people gave it away is theirs to delete
      assertTrue(
          stranger.resources(Revision.class).inNamespace("default").withName(before).get() != null);
    }
    try (Portolan portolan = wired.deployer(Map.of())) {
      Outcome again = portolan.deploy(project, directory.resolve("out"));
      assertEquals(Action.UNCHANGED, again.functions().get(0).action());
      assertEquals(ExitCode.VERIFIED, portolan.destroy(project.owner()).exitCode());
    }
  }

  private Resource<Service> service() {
    return stranger.resources(Service.class).inNamespace("default").withName(NAME);
  }

  private void plant(String image) {
    stranger
        .resource(
            new ServiceBuilder()
                .withNewMetadata()
                .withName(NAME)
                .withNamespace("default")
                .endMetadata()
                .withNewSpec()
                .withNewTemplate()
                .withNewSpec()
                .addNewContainer()
                .withImage(image)
                .addNewEnv()
                .withName("PORTOLAN_FUNCTION")
                .withValue("theirs")
                .endEnv()
                .endContainer()
                .endSpec()
                .endTemplate()
                .endSpec()
                .build())
        .create();
  }

  private void annotate(String key, String value) {
    PatchContext merge =
        new PatchContext.Builder()
            .withPatchType(PatchType.JSON_MERGE)
            .withFieldManager("kubectl-annotate")
            .build();
    service()
        .patch(
            merge,
            "{\"metadata\":{\"annotations\":{\"%s\":\"%s\"}}}"
                .formatted(key, value.replace("\"", "\\\"")));
  }

  private void resize(String manager) {
    PatchContext merge =
        new PatchContext.Builder()
            .withPatchType(PatchType.JSON_MERGE)
            .withFieldManager(manager)
            .build();
    service()
        .patch(
            merge,
            "{\"spec\":{\"template\":{\"spec\":{\"timeoutSeconds\":%d}}}}"
                .formatted(100 + manager.length()));
  }
}
