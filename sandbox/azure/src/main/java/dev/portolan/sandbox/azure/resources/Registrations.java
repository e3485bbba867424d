package dev.portolan.sandbox.azure.resources;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portolan.sandbox.CallRecord.Access;
import dev.portolan.sandbox.WireResponse;
import dev.portolan.sandbox.azure.wire.Admission;
import dev.portolan.sandbox.azure.wire.Answers;
import dev.portolan.sandbox.azure.wire.ArmId;
import dev.portolan.sandbox.azure.wire.Call;
import dev.portolan.sandbox.azure.wire.CommonError;
import dev.portolan.sandbox.azure.wire.Delays;
import dev.portolan.sandbox.azure.wire.Operations;
import dev.portolan.sandbox.azure.wire.Provider;
import dev.portolan.sandbox.azure.wire.Route;
import dev.portolan.sandbox.azure.wire.Routes;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;

/**
 * Which resource providers the subscription can use: all, until one is unregistered. Refuses calls
 * to those it cannot, and in groups that are not there.
 */
public final class Registrations implements Provider, Admission {
  private static final String PART = "registrations";
  private static final String REGISTRATION = "register";
  private static final String NONE = "NotRegistered";
  private static final List<String> NAMESPACES =
      List.of(
          "Microsoft.Web",
          "Microsoft.Storage",
          "Microsoft.ManagedIdentity",
          "Microsoft.Authorization",
          "Microsoft.Resources",
          "Microsoft.KeyVault",
          "Microsoft.ServiceBus",
          "Microsoft.EventGrid",
          "Microsoft.DocumentDB",
          "Microsoft.Insights",
          "Microsoft.OperationalInsights");

  private final Supplier<Delays> delays;

  public Registrations(Supplier<Delays> delays) {
    this.delays = delays;
  }

  /** As in a subscription that is new. */
  public static void unregister(ObjectNode tree, String namespace) {
    tree.withObjectProperty(PART).put(namespace, NONE);
  }

  @Override
  public Routes routes() {
    Routes routes = Routes.of("Microsoft.Resources", "2025-04-01", "2021-04-01");
    routes
        .below("/subscriptions/{subscription}/providers")
        .get("Providers_List", "", this::list)
        .get("Providers_Get", "/{namespace}", call -> Answers.ok(told(call, namespace(call))))
        .post("Providers_Register", "/{namespace}/register", this::register);
    return routes;
  }

  private WireResponse list(Call call) {
    return Answers.list(NAMESPACES.stream().map(each -> told(call, each)).toList());
  }

  private static String namespace(Call call) {
    String given = call.at("namespace");
    return NAMESPACES.stream()
        .filter(given::equalsIgnoreCase)
        .findFirst()
        .orElseThrow(() -> ResourceError.NO_NAMESPACE.refusal(given));
  }

  private WireResponse register(Call call) {
    String namespace = namespace(call);
    if (!state(call.tree(), namespace).equals("Registered")) {
      call.tree().withObjectProperty(PART).put(namespace, "Registering");
      Operations.begin(
          call.tree(), REGISTRATION, namespace, Operations.in(call, delays.get().operation()));
    }
    return Answers.ok(told(call, namespace));
  }

  private static String state(ObjectNode tree, String namespace) {
    return tree.path(PART).path(namespace).asText("Registered");
  }

  private static ObjectNode told(Call call, String namespace) {
    ObjectNode told = call.tree().objectNode();
    told.put("id", ArmId.subscription() + "/providers/" + namespace)
        .put("namespace", namespace)
        .put("registrationPolicy", "RegistrationRequired")
        .put("registrationState", state(call.tree(), namespace))
        .putArray("resourceTypes");
    return told;
  }

  @Override
  public void settle(ObjectNode tree, Instant now) {
    for (Operations.Pending pending : Operations.due(tree, REGISTRATION, now)) {
      tree.withObjectProperty(PART).put(pending.target(), "Registered");
      Operations.succeed(tree, pending.id());
    }
  }

  @Override
  public void check(Route route, Call call) {
    boolean changes = route.access() == Access.MUTATION;
    if (changes && !state(call.tree(), route.provider()).equals("Registered")) {
      throw CommonError.NOT_REGISTERED.refusal(route.provider());
    }
    if (!route.provider().equals("Microsoft.Resources") && call.places().containsKey("group")) {
      String name = call.at("group");
      ObjectNode group =
          Groups.GROUPS
              .find(call.tree(), call.group())
              .orElseThrow(() -> CommonError.NO_GROUP.refusal(name));
      if (route.method().equals("PUT") && Groups.isBeingDeleted(group)) {
        throw CommonError.GROUP_BEING_DELETED.refusal(name);
      }
    }
  }
}
