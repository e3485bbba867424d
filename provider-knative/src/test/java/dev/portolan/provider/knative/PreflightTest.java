package dev.portolan.provider.knative;

import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.deploy.ExitCode;
import dev.portolan.deploy.Outcome;
import dev.portolan.deploy.Portolan;
import dev.portolan.deploy.model.Application;
import dev.portolan.deploy.model.DeployException;
import dev.portolan.deploy.model.DeployException.Kind;
import dev.portolan.deploy.model.Plan;
import dev.portolan.images.Projects;
import dev.portolan.sandbox.knative.kube.ResourceCatalog;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is looked at before anything is changed. */
final class PreflightTest {
  private static final String SERVING = "serving.knative.dev";

  @TempDir Path directory;
  private WiredCloud wired;
  private Application project;

  @BeforeEach
  void open() throws IOException {
    wired = WiredCloud.open(directory);
    project = Projects.greeter(directory);
  }

  @AfterEach
  void close() {
    wired.close();
  }

  @Test
  void allThatIsMissingIsToldAtOnceAndNothingIsChanged() {
    wired.cloud.server().access().deny("create", SERVING, "services");
    DeployException told =
        refused(Map.of("serviceAccount", "shop", "pullSecret", "pulls"), withSecret());
    for (String missing :
        List.of("secret db:", "pull secret pulls:", "service account shop:", "create services")) {
      assertTrue(told.getMessage().contains(missing), told.getMessage());
    }
    assertTrue(told.getMessage().contains("4 problems before"), told.getMessage());
    assertTrue(
        wired.cloud.calls().calls().stream()
            .noneMatch(
                c -> c.access().name().equals("MUTATION") && !c.service().equals("registry")));
  }

  @Test
  void aNamespaceThatIsNotThereIsTheOnlyThingMissing() {
    DeployException told = refused(Map.of("namespace", "nowhere"), withSecret());
    assertEquals(Kind.NOT_FOUND, told.kind());
    assertTrue(told.getMessage().contains("namespace nowhere: there is none"), told.getMessage());
  }

  @Test
  void toApplyWhatIsNewIsToCreateIt() {
    wired.cloud.server().access().deny("create", SERVING, "services");
    DeployException told = refused(Map.of(), project);
    assertEquals(Kind.PERMISSION_DENIED, told.kind());
    assertTrue(told.getMessage().contains("create services." + SERVING), told.getMessage());
  }

  @Test
  void whoMayNotReadSecretsIsToldThatTheyWereNotLookedFor() {
    wired.cloud.server().access().deny("get", "", "secrets");
    wired.cloud.server().access().deny("get", "", "namespaces");
    wired.cloud.server().access().deny("get", "", "pods/log");
    Plan plan = planned(withSecret());
    String notes = String.join("\n", plan.notes());
    assertTrue(notes.contains("not looked for, since you may not read it: secret db"), notes);
    assertTrue(notes.contains("you may not get pods/log"), notes);
  }

  @Test
  void aSecretIsLookedForWithoutItsValues() {
    plantSecret("password", "tr0ub4dor");
    assertFalse(planned(withSecret()).notes().toString().contains("seems to lack"));
    String answers =
        wired.kube.getAllServeEvents().stream()
            .map(event -> event.getResponse().getBodyAsString())
            .reduce("", String::concat);
    assertTrue(answers.contains("PartialObjectMetadata"));
    assertFalse(answers.contains("dHIwdWI0ZG9y"));
  }

  @Test
  void aKeyThatNobodySetIsANote() {
    plantSecret("user", "ada");
    String notes = planned(withSecret()).notes().toString();
    assertTrue(notes.contains("secret db seems to lack password"), notes);
  }

  @Test
  void aClusterThatDoesNotTellWhatIsAllowedIsTried() {
    WiredCloud.always(
        wired.kube,
        post(urlPathMatching("/apis/authorization.*")),
        WireFaultTest.json(404, "{\"kind\":\"Status\",\"code\":404}"));
    String notes = planned(project).notes().toString();
    assertTrue(notes.contains("does not tell what you may do"), notes);
  }

  @Test
  void aRunThatChangesNothingAsksForNothing() {
    try (Portolan portolan = wired.deployer(Map.of())) {
      Outcome first = portolan.deploy(project, directory.resolve("out"));
      assertEquals(ExitCode.VERIFIED, first.exitCode(), first.toString());
    }
    wired.cloud.calls().clear();
    try (Portolan portolan = wired.deployer(Map.of())) {
      assertEquals(0, portolan.deploy(project, directory.resolve("out")).calls().mutations());
      assertTrue(
          wired.cloud.calls().calls().stream()
              .noneMatch(call -> call.operation().equals("review access")));
    }
  }

  @Test
  void whatMayNotBeDeletedIsToldBeforeItIsTried() {
    try (Portolan portolan = wired.deployer(Map.of())) {
      portolan.deploy(project, directory.resolve("out"));
      wired.cloud.server().access().deny("delete", SERVING, "services");
      Outcome outcome = portolan.destroy(project.owner());
      assertEquals(ExitCode.REFUSED, outcome.exitCode());
      assertTrue(
          outcome.error().orElseThrow().getMessage().contains("delete services"),
          outcome.error().toString());
    }
  }

  @Test
  void withoutEventingAFunctionThatAnswersHttpIsDeployed(@TempDir Path other) throws Exception {
    ResourceCatalog servingOnly =
        ResourceCatalog.withKnative()
            .without(type -> type.group().endsWith("knative.dev") && !type.group().equals(SERVING));
    try (WiredCloud bare = WiredCloud.open(other, servingOnly);
        Portolan portolan = bare.deployer(Map.of())) {
      Outcome outcome = portolan.deploy(project, directory.resolve("out"));
      assertEquals(ExitCode.VERIFIED, outcome.exitCode(), outcome.toString());
    }
  }

  private Application withSecret() {
    return project.withFunctions(
        List.of(
            project
                .functions()
                .get(0)
                .withEnvironment(Map.of("DB_PASSWORD", "secret://db#password"))));
  }

  private void plantSecret(String key, String value) {
    try (var client = wired.stranger()) {
      client
          .resource(
              new SecretBuilder()
                  .withNewMetadata()
                  .withName("db")
                  .withNamespace("default")
                  .endMetadata()
                  .addToStringData(key, value)
                  .build())
          .create();
    }
  }

  private Plan planned(Application application) {
    try (Portolan portolan = wired.deployer(Map.of())) {
      return portolan.plan(application, portolan.pack(application, directory.resolve("out")));
    }
  }

  private DeployException refused(Map<String, String> settings, Application application) {
    try (Portolan portolan = wired.deployer(settings)) {
      var artifact = portolan.pack(application, directory.resolve("out"));
      return assertThrows(DeployException.class, () -> portolan.plan(application, artifact));
    }
  }
}
