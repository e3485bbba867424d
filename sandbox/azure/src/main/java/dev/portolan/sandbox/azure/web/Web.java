package dev.portolan.sandbox.azure.web;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portolan.sandbox.azure.wire.ArmId;
import dev.portolan.sandbox.azure.wire.Call;
import dev.portolan.sandbox.azure.wire.CommonError;
import dev.portolan.sandbox.azure.wire.Ids;
import dev.portolan.sandbox.azure.wire.Kind;
import dev.portolan.sandbox.azure.wire.Operations;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** Sites, as the state keeps them. */
public final class Web {
  public static final Kind SITES = new Kind("sites", "Microsoft.Web/sites");

  /** Versions of the interface in which Flex Consumption is known. */
  static final String[] VERSIONS = {"2025-03-01", "2024-11-01", "2024-04-01", "2023-12-01"};

  static final String SITE =
      "/subscriptions/{subscription}/resourceGroups/{group}/providers/Microsoft.Web/sites";

  /** App settings by name. */
  public static final String SETTINGS = "$settings";

  static final String KEYS = "$keys";
  static final String POLICIES = "$policies";

  /** Digest of the package that is deployed. */
  public static final String PACKAGE = "$package";

  /** The functions of that package. */
  public static final String FUNCTIONS = "$functions";

  /** The {@code host.json} of that package. */
  public static final String HOST = "$host";

  /** The functions that the host knew of before. */
  public static final String PREVIOUS = "$previous";

  /** When references to secrets were followed last. */
  static final String FOLLOWED = "$followed";

  /** Before this moment the host is not up. */
  public static final String UP = "$up";

  /** Before this moment the publishing site is not up. */
  public static final String PUBLISHING = "$publishing";

  private Web() {}

  /** The values of a site's tags. */
  public static Set<String> tags(JsonNode site) {
    Set<String> tags = new HashSet<>();
    site.path("tags").forEach(tag -> tags.add(tag.asText()));
    return tags;
  }

  /** Tells a site's host from the one that runs after the site was changed. */
  public static String host(JsonNode site) {
    return Ids.of(site.path("properties") + "|" + site.path(SETTINGS) + site.path(PACKAGE), 16);
  }

  static String id(Call call) {
    return ArmId.of(call.group(), SITES.type(), call.at("site"));
  }

  static ObjectNode existing(Call call) {
    return SITES
        .find(call.tree(), id(call))
        .orElseThrow(
            () ->
                CommonError.NO_RESOURCE.refusal(
                    SITES.type() + "/" + call.at("site"), call.at("group")));
  }

  /** The site that may be changed now: no operation on it is going on. */
  static ObjectNode idle(Call call) {
    ObjectNode site = existing(call);
    Operations.about(call.tree(), site.path("id").asText())
        .ifPresent(
            pending -> {
              throw WebError.BUSY.refusal(pending.id());
            });
    return site;
  }

  /** The site of this name, wherever it is. */
  public static Optional<ObjectNode> named(ObjectNode tree, String name) {
    return SITES.all(tree).stream()
        .filter(each -> each.path("name").asText().equalsIgnoreCase(name))
        .findFirst();
  }
}
