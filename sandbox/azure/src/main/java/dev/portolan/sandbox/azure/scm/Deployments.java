package dev.portolan.sandbox.azure.scm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portolan.sandbox.azure.identity.Identities;
import dev.portolan.sandbox.azure.storage.Packages;
import dev.portolan.sandbox.azure.web.Web;
import dev.portolan.sandbox.azure.wire.ArmId;
import dev.portolan.sandbox.azure.wire.Delays;
import dev.portolan.sandbox.azure.wire.Hidden;
import dev.portolan.sandbox.azure.wire.Operations;
import dev.portolan.sandbox.azure.wire.Provider;
import dev.portolan.sandbox.azure.wire.Routes;
import dev.portolan.sandbox.azure.wire.Whims;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Deployments of all sites, as the state keeps them: the last of each first. What they do is looked
 * at when they are due.
 *
 * <p>azure-dev, {@code cli/azd/pkg/azsdk/funcapp_host_client.go}: members and numbers of states
 */
public final class Deployments implements Provider {
  static final int DEPLOYING = 2;
  static final int FAILED = 3;
  static final int SUCCESS = 4;

  private static final String PART = "deployments";
  private static final String DEPLOYMENT = "deploy";
  private static final int KEPT = 10;

  private final Supplier<Delays> delays;
  private final Whims whims;

  public Deployments(Supplier<Delays> delays, Whims whims) {
    this.delays = delays;
    this.whims = whims;
  }

  @Override
  public Routes routes() {
    return Routes.of("Microsoft.Web");
  }

  static List<ObjectNode> of(ObjectNode tree, String site) {
    List<ObjectNode> all = new ArrayList<>();
    tree.path(PART).path(ArmId.key(site)).forEach(each -> all.add((ObjectNode) each));
    return all;
  }

  static Optional<ObjectNode> running(ObjectNode tree, String site) {
    return of(tree, site).stream().filter(each -> !each.path("complete").asBoolean()).findFirst();
  }

  /** Begins one; {@code blob} is told by its digest. */
  ObjectNode begin(ObjectNode tree, Instant now, String site, ObjectNode blob, Package found) {
    String id =
        Operations.begin(tree, DEPLOYMENT, ArmId.key(site), now.plus(delays.get().publish())).id();
    ObjectNode deployment = tree.objectNode();
    deployment
        .put("id", id)
        .put("status", DEPLOYING)
        .put("status_text", "")
        .put("author_email", "N/A")
        .put("author", "N/A")
        .put("deployer", "One_Deploy")
        .put("remoteBuild", false)
        .put("message", "OneDeploy")
        .put("progress", "Deploying...")
        .put("received_time", now.toString())
        .put("start_time", now.toString())
        .put("complete", false)
        .put("active", false)
        .put("is_temp", false)
        .put("is_readonly", true)
        .put("site_name", site);
    deployment.set("$blob", blob);
    deployment.put("$trouble", found.trouble());
    deployment.set("$host", found.host());
    deployment.putArray("$functions").addAll(found.functions());
    ArrayNode all = tree.objectNode().arrayNode().add(deployment);
    of(tree, site).stream().limit(KEPT - 1).forEach(all::add);
    tree.withObjectProperty(PART).set(ArmId.key(site), all);
    return deployment;
  }

  @Override
  public void settle(ObjectNode tree, Instant now) {
    for (Operations.Pending pending : Operations.due(tree, DEPLOYMENT, now)) {
      Operations.succeed(tree, pending.id());
      Optional<ObjectNode> site = Web.named(tree, pending.target());
      of(tree, pending.target()).stream()
          .filter(each -> each.path("id").asText().equals(pending.id()))
          .findFirst()
          .ifPresent(each -> site.ifPresent(found -> finish(tree, now, found, each)));
    }
  }

  private void finish(ObjectNode tree, Instant now, ObjectNode site, ObjectNode deployment) {
    Optional<String> trouble = trouble(tree, now, site, deployment);
    deployment
        .put("complete", true)
        .put("progress", "")
        .put("end_time", now.toString())
        .put("status", trouble.isPresent() ? FAILED : SUCCESS)
        .put("status_text", trouble.orElse(""));
    if (trouble.isEmpty()) {
      of(tree, site.path("name").asText()).forEach(each -> each.put("active", false));
      deployment.put("active", true).put("last_success_end_time", now.toString());
      site.set(Web.PREVIOUS, site.path(Web.FUNCTIONS));
      site.set(Web.FUNCTIONS, deployment.path("$functions"));
      site.set(Web.HOST, deployment.path("$host"));
      site.put(Web.PACKAGE, deployment.path("$blob").path("blob").asText());
      site.put(Web.UP, now.plus(delays.get().start()).toString());
      if (whims.recycles()) {
        deployment.put("$forgotten", true);
      }
    }
  }

  private Optional<String> trouble(
      ObjectNode tree, Instant now, ObjectNode site, ObjectNode deployment) {
    String found = deployment.path("$trouble").asText();
    if (!found.isEmpty()) {
      return Optional.of("[Kudu-ContentValidationStep] " + found);
    }
    if (whims.failsDeployment()) {
      return Optional.of("[Kudu-UploadPackageStep] An error has occurred.");
    }
    JsonNode storage =
        site.path("properties").path("functionAppConfig").path("deployment").path("storage");
    String identity =
        storage.path("authentication").path("userAssignedIdentityResourceId").asText();
    // the words of kudu's StorageAccessibleCheck, quoted in many issues of azure-dev
    return Packages.keep(
            tree,
            now,
            storage.path("value").asText(),
            whims.shutsOutOfStorage() ? "" : Identities.principalAt(tree, identity),
            ((ObjectNode) deployment.path("$blob")).deepCopy())
        .map(
            why ->
                "InaccessibleStorageException: Failed to access storage account for deployment:"
                    + " BlobUploadFailedException: Failed to upload blob to storage account: "
                    + why);
  }

  static boolean isForgotten(ObjectNode deployment) {
    return deployment.path("$forgotten").asBoolean();
  }

  static ObjectNode told(ObjectNode deployment, String host) {
    ObjectNode told = Hidden.without(deployment);
    String address = "https://" + host + "/api/deployments/" + told.path("id").asText();
    told.put("url", address).put("log_url", address + "/log");
    ObjectNode summary = told.putObject("build_summary");
    summary.putArray("errors");
    summary.putArray("warnings");
    return told;
  }
}
