package dev.portolan.sandbox.azure.bus;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portolan.sandbox.azure.wire.Answers;
import dev.portolan.sandbox.azure.wire.ArmId;
import dev.portolan.sandbox.azure.wire.ArmRefusal;
import dev.portolan.sandbox.azure.wire.Call;
import dev.portolan.sandbox.azure.wire.Kind;
import dev.portolan.sandbox.azure.wire.Provider;
import dev.portolan.sandbox.azure.wire.Routes;
import java.util.Optional;

/**
 * Namespaces of Service Bus, which somebody else makes.
 *
 * <p>specification/servicebus/resource-manager/Microsoft.ServiceBus/stable/2021-11-01/namespace-preview.json
 */
public final class Namespaces implements Provider {
  public static final Kind NAMESPACES =
      new Kind("busNamespaces", "Microsoft.ServiceBus/namespaces");

  /** Where they and what is in them is told of, in the versions that are known here. */
  static final String PROVIDER = "Microsoft.ServiceBus";

  static final String[] VERSIONS = {"2021-11-01", "2024-01-01"};

  private static final String DOMAIN = ".servicebus.windows.net";

  @Override
  public Routes routes() {
    return Routes.of(PROVIDER, VERSIONS)
        .get(
            "Namespaces_List",
            "/subscriptions/{subscription}/providers/Microsoft.ServiceBus/namespaces",
            call -> Answers.list(NAMESPACES.all(call.tree())));
  }

  @Override
  public void clear(ObjectNode tree, String group) {
    NAMESPACES
        .within(tree, group)
        .forEach(each -> NAMESPACES.remove(tree, each.path("id").asText()));
  }

  @Override
  public ArmRefusal busy() {
    return BusError.BUSY.refusal();
  }

  /**
   * Puts a namespace there.
   *
   * @param tier {@code Basic}, {@code Standard} or {@code Premium}
   */
  public static void keep(ObjectNode tree, String group, String name, String tier) {
    String id = ArmId.of(ArmId.group(group), NAMESPACES.type(), name);
    if (!NAMESPACES.has(tree, id)) {
      ObjectNode namespace = tree.objectNode().put("id", id).put("name", name);
      namespace.put("type", NAMESPACES.type());
      namespace.putObject("sku").put("name", tier).put("tier", tier);
      namespace
          .putObject("properties")
          .put("provisioningState", "Succeeded")
          .put("status", "Active")
          .put("disableLocalAuth", true)
          .put("serviceBusEndpoint", "https://" + name + DOMAIN + ":443/");
      NAMESPACES.put(tree, id, namespace);
    }
  }

  /** The namespace of a name, or of a host. */
  static Optional<ObjectNode> named(ObjectNode tree, String name) {
    return NAMESPACES.all(tree).stream()
        .filter(each -> (each.path("name").asText() + DOMAIN).startsWith(name))
        .filter(each -> name.equals(each.path("name").asText()) || name.endsWith(DOMAIN))
        .findFirst();
  }

  /** The id of the one in which a call is about something. */
  static String id(Call call) {
    return ArmId.of(call.group(), NAMESPACES.type(), call.at("namespace"));
  }

  /**
   * The one in which a call makes something.
   *
   * @throws ArmRefusal if there is none, or the name is none of Service Bus
   */
  static ObjectNode required(Call call, String name) {
    ObjectNode namespace =
        NAMESPACES
            .find(call.tree(), id(call))
            .orElseThrow(() -> BusError.NO_PARENT.refusal(call.at("namespace")));
    if (!name.matches("[A-Za-z0-9]([A-Za-z0-9._/-]{0,258}[A-Za-z0-9])?")) {
      throw BusError.NAME.refusal(name);
    }
    return namespace;
  }
}
