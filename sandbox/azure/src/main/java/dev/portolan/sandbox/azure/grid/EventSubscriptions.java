package dev.portolan.sandbox.azure.grid;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portolan.sandbox.WireResponse;
import dev.portolan.sandbox.azure.storage.Accounts;
import dev.portolan.sandbox.azure.web.Web;
import dev.portolan.sandbox.azure.wire.Answers;
import dev.portolan.sandbox.azure.wire.ArmId;
import dev.portolan.sandbox.azure.wire.ArmRefusal;
import dev.portolan.sandbox.azure.wire.Call;
import dev.portolan.sandbox.azure.wire.CommonError;
import dev.portolan.sandbox.azure.wire.Delays;
import dev.portolan.sandbox.azure.wire.Hidden;
import dev.portolan.sandbox.azure.wire.Kind;
import dev.portolan.sandbox.azure.wire.Operations;
import dev.portolan.sandbox.azure.wire.Provider;
import dev.portolan.sandbox.azure.wire.Routes;
import dev.portolan.sandbox.azure.wire.Whims;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Event subscriptions at storage accounts. What one shall call is looked for while it is made or
 * changed, which is an operation; one whose destination is not there ends {@code Failed}, and
 * stays. So is its deletion, of which only a {@code Location} tells.
 *
 * <p>specification/eventgrid/resource-manager/Microsoft.EventGrid/stable/2022-06-15/EventGrid.json
 */
public final class EventSubscriptions implements Provider {
  public static final Kind SUBSCRIPTIONS =
      new Kind("eventSubscriptions", "Microsoft.EventGrid/eventSubscriptions");

  /** The properties by which one tells of events, also while it is given others. */
  static final String SERVING = "$serving";

  static final String PROVIDER = "Microsoft.EventGrid";
  static final String[] VERSIONS = {"2022-06-15", "2025-02-15"};

  private static final String WRITE = "writeEventSubscription";
  private static final String DELETION = "deleteEventSubscription";
  private static final String TRIGGER = "eventGridTrigger";
  private static final String STATE = "provisioningState";
  private static final String PARTS =
      "destination{endpointType properties?} filter{subjectBeginsWith subjectEndsWith"
          + " includedEventTypes[] isSubjectCaseSensitive enableAdvancedFilteringOnArrays"
          + " advancedFilters?} labels[] eventDeliverySchema expirationTimeUtc"
          + " retryPolicy{maxDeliveryAttempts eventTimeToLiveInMinutes}"
          + " deadLetterDestination{endpointType properties?}"
          + " deadLetterWithResourceIdentity{identity{type userAssignedIdentity}"
          + " deadLetterDestination{endpointType properties?}}";
  private static final Pattern FUNCTION =
      Pattern.compile("(?i)(.*/providers/Microsoft[.]Web/sites/[^/]+)/functions/([^/]+)");

  private final Supplier<Delays> delays;
  private final Whims whims;

  public EventSubscriptions(Supplier<Delays> delays, Whims whims) {
    this.delays = delays;
    this.whims = whims;
  }

  @Override
  public Routes routes() {
    Routes routes = Routes.of(PROVIDER, VERSIONS);
    routes.poll(
        "EventSubscriptions_Operation",
        "/subscriptions/{subscription}/providers/Microsoft.EventGrid/locations/{location}"
            + "/operationsStatus/{operation}",
        Operations::status);
    routes.poll(
        "EventSubscriptions_Result",
        "/subscriptions/{subscription}/providers/Microsoft.EventGrid/locations/{location}"
            + "/operationResults/{operation}",
        call ->
            Operations.done(call)
                ? Answers.empty(200)
                : Answers.empty(202).with("Location", call.url()));
    routes
        .below(
            "/subscriptions/{subscription}/resourceGroups/{group}/providers/Microsoft.Storage"
                + "/storageAccounts/{account}/providers/Microsoft.EventGrid/eventSubscriptions"
                + "/{listener}")
        .get("EventSubscriptions_Get", "", call -> Answers.ok(Hidden.without(existing(call))))
        .put("EventSubscriptions_CreateOrUpdate", "", "properties{" + PARTS + "}", this::put)
        .patch("EventSubscriptions_Update", "", PARTS, this::patch)
        .delete("EventSubscriptions_Delete", "", this::delete);
    return routes;
  }

  private static String account(Call call) {
    return ArmId.of(call.group(), Accounts.ACCOUNTS.type(), call.at("account"));
  }

  private static String id(Call call) {
    return account(call) + "/providers/" + SUBSCRIPTIONS.type() + "/" + call.at("listener");
  }

  private static ObjectNode source(Call call) {
    return Accounts.ACCOUNTS
        .find(call.tree(), account(call))
        .orElseThrow(
            () ->
                CommonError.NO_RESOURCE.refusal(
                    Accounts.ACCOUNTS.type() + "/" + call.at("account"), call.at("group")));
  }

  private static ObjectNode existing(Call call) {
    source(call);
    return SUBSCRIPTIONS
        .find(call.tree(), id(call))
        .orElseThrow(() -> GridError.NONE.refusal(call.at("listener")));
  }

  private static void requireIdle(Call call) {
    if (Operations.about(call.tree(), id(call)).isPresent()) {
      throw GridError.BUSY.refusal(call.at("listener"));
    }
  }

  private WireResponse put(Call call) {
    ObjectNode source = source(call);
    String name = call.at("listener");
    if (!name.matches("[A-Za-z0-9-]{3,64}")) {
      throw GridError.NAME.refusal(name);
    }
    String kind = source.path("kind").asText();
    if (!kind.matches("StorageV2|BlockBlobStorage|BlobStorage")) {
      throw GridError.KIND.refusal(kind);
    }
    GridBody.requireWhole(call.body().path("properties"));
    requireIdle(call);
    Optional<ObjectNode> held = SUBSCRIPTIONS.find(call.tree(), id(call));
    ObjectNode made = call.tree().objectNode();
    made.put("id", id(call)).put("name", name).put("type", SUBSCRIPTIONS.type());
    ObjectNode properties = made.putObject("properties");
    properties.put("topic", account(call)).put("eventDeliverySchema", "EventGridSchema");
    held.map(each -> each.get(SERVING)).ifPresent(serving -> made.set(SERVING, serving));
    properties
        .putObject("retryPolicy")
        .put("maxDeliveryAttempts", 30)
        .put("eventTimeToLiveInMinutes", 1440);
    accept(properties, call.body().path("properties"));
    SUBSCRIPTIONS.put(call.tree(), id(call), made);
    SystemTopics.require(call.tree(), source);
    return begun(call, made, held.isPresent() ? "Updating" : "Creating");
  }

  private WireResponse patch(Call call) {
    ObjectNode held = existing(call);
    GridBody.requireSound(call.body());
    requireIdle(call);
    accept((ObjectNode) held.path("properties"), call.body());
    return begun(call, held, "Updating");
  }

  private static void accept(ObjectNode properties, JsonNode given) {
    given.properties().forEach(each -> properties.set(each.getKey(), each.getValue()));
  }

  private WireResponse begun(Call call, ObjectNode subscription, String state) {
    ((ObjectNode) subscription.path("properties")).put(STATE, state);
    Operations.Pending pending =
        Operations.begin(
            call.tree(), WRITE, id(call), Operations.in(call, delays.get().operation()));
    return Answers.json(201, Hidden.without(subscription))
        .with("Azure-AsyncOperation", address(call, "operationsStatus", pending));
  }

  private static String address(Call call, String what, Operations.Pending pending) {
    return call.origin()
        + ArmId.subscription()
        + "/providers/Microsoft.EventGrid/locations/"
        + source(call).path("location").asText()
        + "/"
        + what
        + "/"
        + pending.id()
        + "?api-version="
        + call.apiVersion();
  }

  private WireResponse delete(Call call) {
    requireIdle(call);
    Optional<ObjectNode> held = SUBSCRIPTIONS.find(call.tree(), id(call));
    if (held.isEmpty()) {
      return Answers.empty(204);
    }
    ((ObjectNode) held.get().path("properties")).put(STATE, "Deleting");
    Operations.Pending pending =
        Operations.begin(
            call.tree(), DELETION, id(call), Operations.in(call, delays.get().operation()));
    return Answers.empty(202).with("Location", address(call, "operationResults", pending));
  }

  /** Lets go of those in a scope, and of what they still were to tell; whether there were any. */
  public static boolean drop(ObjectNode tree, String scope) {
    boolean any = false;
    for (ObjectNode each : SUBSCRIPTIONS.within(tree, scope)) {
      String account = each.at("/properties/topic").asText();
      Waiting.drop(tree, each.path("id").asText());
      any |= SUBSCRIPTIONS.remove(tree, each.path("id").asText());
      if (SUBSCRIPTIONS.within(tree, account).isEmpty()) {
        SystemTopics.release(tree, account);
      }
    }
    return any;
  }

  @Override
  public void settle(ObjectNode tree, Instant now) {
    for (Operations.Pending pending : Operations.due(tree, DELETION, now)) {
      drop(tree, pending.target());
      Operations.succeed(tree, pending.id());
    }
    for (Operations.Pending pending : Operations.due(tree, WRITE, now)) {
      Optional<ArmRefusal> refusal =
          SUBSCRIPTIONS.find(tree, pending.target()).flatMap(each -> ended(tree, each));
      if (refusal.isPresent()) {
        Operations.fail(tree, pending.id(), refusal.get());
      } else {
        Operations.succeed(tree, pending.id());
      }
    }
  }

  private Optional<ArmRefusal> ended(ObjectNode tree, ObjectNode subscription) {
    Optional<ArmRefusal> refusal = unreachable(tree, subscription);
    String state = refusal.isPresent() ? "Failed" : "Succeeded";
    ((ObjectNode) subscription.path("properties")).put(STATE, state);
    if (refusal.isEmpty()) {
      subscription.set(SERVING, subscription.path("properties").deepCopy());
    }
    return refusal;
  }

  /** Why a subscription's function cannot be called; others' destinations are not looked at. */
  private Optional<ArmRefusal> unreachable(ObjectNode tree, ObjectNode subscription) {
    Optional<String> called = function(subscription);
    if (called.isEmpty()) {
      return Optional.empty();
    }
    JsonNode functions =
        site(tree, subscription)
            .filter(site -> !whims.hidesFunction())
            .map(site -> site.path(Web.FUNCTIONS))
            .orElseGet(tree::arrayNode);
    for (JsonNode each : functions) {
      if (each.path("name").asText().equalsIgnoreCase(called.get())) {
        boolean grid = each.at("/config/bindings/0/type").asText().equalsIgnoreCase(TRIGGER);
        return grid ? Optional.empty() : Optional.of(GridError.TRIGGER.refusal());
      }
    }
    return Optional.of(GridError.NO_ENDPOINT.refusal(endpoint(subscription)));
  }

  private static String endpoint(ObjectNode subscription) {
    return subscription.at("/properties/destination/properties/resourceId").asText();
  }

  /** The name of the function that one calls; empty if it calls something else. */
  static Optional<String> function(ObjectNode subscription) {
    Matcher parts = FUNCTION.matcher(endpoint(subscription));
    return parts.matches() ? Optional.of(parts.group(2)) : Optional.empty();
  }

  /** The site whose function one calls, if it is there. */
  static Optional<ObjectNode> site(ObjectNode tree, ObjectNode subscription) {
    Matcher parts = FUNCTION.matcher(endpoint(subscription));
    return parts.matches() ? Web.SITES.find(tree, parts.group(1)) : Optional.empty();
  }

  @Override
  public void clear(ObjectNode tree, String group) {
    drop(tree, group);
  }
}
