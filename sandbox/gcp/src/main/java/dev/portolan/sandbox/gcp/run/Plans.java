package dev.portolan.sandbox.gcp.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.cloud.run.v2.Container;
import com.google.cloud.run.v2.EnvVar;
import com.google.cloud.run.v2.Revision;
import com.google.cloud.run.v2.SecretKeySelector;
import dev.portolan.sandbox.gcp.plane.Code;
import dev.portolan.sandbox.gcp.plane.RevisionPlan;
import dev.portolan.sandbox.gcp.secrets.Vault;
import dev.portolan.sandbox.gcp.wire.Project;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a revision is to run, with values in place of references. */
public final class Plans {
  private static final String BUILDS = "builds";

  private final Vault vault;

  public Plans(Vault vault) {
    this.vault = vault;
  }

  /** Remembers that this image was built of a function's source. */
  public static void built(ObjectNode tree, String image, Code.Source source) {
    tree.withObjectProperty(BUILDS)
        .putObject(image)
        .put("blob", source.blob())
        .put("entryPoint", source.entryPoint())
        .put("runtime", source.runtime());
  }

  /** The plan of a revision; refused when a secret of it cannot be read. */
  public RevisionPlan of(ObjectNode tree, Revision revision) {
    Container container = revision.getContainers(0);
    Code code = code(tree, container.getImage());
    Map<String, String> environment = new LinkedHashMap<>();
    if (code instanceof Code.Source source) {
      environment.put("FUNCTION_TARGET", source.entryPoint());
      environment.put("FUNCTION_SIGNATURE_TYPE", "http");
    }
    for (EnvVar variable : container.getEnvList()) {
      environment.put(
          variable.getName(),
          variable.hasValueSource()
              ? secret(tree, variable.getValueSource().getSecretKeyRef(), revision)
              : variable.getValue());
    }
    String service = ServiceName.of(revision.getService()).id();
    environment.put("K_SERVICE", service);
    environment.put("K_CONFIGURATION", service);
    environment.put("K_REVISION", ServiceName.of(revision.getName()).id());
    String memory = container.getResources().getLimitsOrDefault("memory", "512Mi");
    return new RevisionPlan(
        revision.getName(),
        revision.getService(),
        code,
        container.getCommandList(),
        container.getArgsList(),
        environment,
        Quantity.parse(memory).orElse(0.0).longValue(),
        container.getPorts(0).getContainerPort(),
        revision.getMaxInstanceRequestConcurrency(),
        revision.getScaling().getMaxInstanceCount(),
        revision.getServiceAccount(),
        Duration.ofSeconds(revision.getTimeout().getSeconds()));
  }

  private static Code code(ObjectNode tree, String image) {
    JsonNode built = tree.path(BUILDS).path(image);
    return built.isMissingNode()
        ? new Code.Image(image)
        : new Code.Source(
            built.path("blob").asText(),
            built.path("entryPoint").asText(),
            built.path("runtime").asText());
  }

  private String secret(ObjectNode tree, SecretKeySelector reference, Revision revision) {
    String secret = Vault.name(reference.getSecret());
    String version = reference.getVersion().isEmpty() ? "latest" : reference.getVersion();
    String told = secret.replace(Project.ID, Project.NUMBER) + "/versions/" + version;
    if (!vault.isReadable(tree, secret, revision.getServiceAccount())) {
      throw RunError.SECRET_DENIED.refusal(told, revision.getServiceAccount());
    }
    return vault.value(tree, secret, version).orElseThrow(() -> RunError.NO_SECRET.refusal(told));
  }
}
