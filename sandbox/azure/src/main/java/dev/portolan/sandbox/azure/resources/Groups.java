package dev.portolan.sandbox.azure.resources;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portolan.sandbox.WireResponse;
import dev.portolan.sandbox.azure.wire.Answers;
import dev.portolan.sandbox.azure.wire.ArmId;
import dev.portolan.sandbox.azure.wire.Call;
import dev.portolan.sandbox.azure.wire.CommonError;
import dev.portolan.sandbox.azure.wire.Delays;
import dev.portolan.sandbox.azure.wire.Kind;
import dev.portolan.sandbox.azure.wire.Locations;
import dev.portolan.sandbox.azure.wire.Operations;
import dev.portolan.sandbox.azure.wire.Provider;
import dev.portolan.sandbox.azure.wire.Routes;
import java.time.Instant;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Supplier;

/**
 * Resource groups. The deletion of one is an operation, and deletes all that is in it.
 *
 * <p>specification/resources/resource-manager/Microsoft.Resources/resources/stable/2025-04-01
 */
public final class Groups implements Provider {
  public static final Kind GROUPS = new Kind("groups", "Microsoft.Resources/resourceGroups");

  private static final String DELETION = "deleteGroup";
  private static final String SHAPE =
      "id name type location managedBy tags{*} properties{provisioningState}";

  private final List<Provider> providers;
  private final List<Kind> contents;
  private final Supplier<Delays> delays;

  /** Groups of what these providers have, of these kinds. */
  public Groups(List<Provider> providers, List<Kind> contents, Supplier<Delays> delays) {
    this.providers = List.copyOf(providers);
    this.contents = List.copyOf(contents);
    this.delays = delays;
  }

  @Override
  public Routes routes() {
    String one = "/resourcegroups/{group}";
    Routes routes = Routes.of("Microsoft.Resources", "2025-04-01", "2021-04-01", "2025-03-01");
    routes
        .below("/subscriptions/{subscription}")
        .get("ResourceGroups_List", "/resourcegroups", this::list)
        .put("ResourceGroups_CreateOrUpdate", one, SHAPE, this::put)
        .patch("ResourceGroups_Update", one, "name tags{*} managedBy properties{}", this::patch)
        .get("ResourceGroups_Get", one, call -> Answers.ok(existing(call)))
        .head("ResourceGroups_CheckExistence", one, this::head)
        .delete("ResourceGroups_Delete", one, this::delete)
        .get("Resources_ListByResourceGroup", one + "/resources", this::resources)
        .get("Resources_List", "/resources", this::resources)
        .poll("Operations_Result", "/operationresults/{operation}", this::result);
    return routes;
  }

  /** Puts a group there that somebody else made. */
  public static void keep(ObjectNode tree, String name, String location) {
    String id = ArmId.group(name);
    if (!GROUPS.has(tree, id)) {
      ObjectNode group = tree.objectNode().put("id", id).put("name", name);
      group.put("type", GROUPS.type()).put("location", location).putObject("tags");
      group.putObject("properties").put("provisioningState", "Succeeded");
      GROUPS.put(tree, id, group);
    }
  }

  private WireResponse list(Call call) {
    TagFilter filter = TagFilter.of(call);
    return Answers.list(GROUPS.all(call.tree()).stream().filter(filter::takes).toList());
  }

  private WireResponse put(Call call) {
    String name = call.at("group");
    if (!name.matches("[\\w().-]{0,89}[\\w()-]")) {
      throw ResourceError.GROUP_NAME.refusal(name);
    }
    String given = call.body().path("location").asText();
    if (given.isEmpty()) {
      throw CommonError.NO_LOCATION.refusal();
    }
    String location =
        Locations.find(given)
            .orElseThrow(
                () ->
                    ResourceError.NO_SUCH_LOCATION.refusal(
                        given, String.join(",", new TreeSet<>(Locations.all().keySet()))));
    ObjectNode held = GROUPS.find(call.tree(), call.group()).orElse(null);
    if (held != null && isBeingDeleted(held)) {
      throw CommonError.GROUP_BEING_DELETED.refusal(name);
    }
    if (held != null && !held.path("location").asText().equals(location)) {
      throw ResourceError.GROUP_LOCATION.refusal(location, held.path("location").asText());
    }
    ObjectNode group = call.tree().objectNode();
    group.put("id", held == null ? call.group() : held.path("id").asText());
    group.put("name", held == null ? name : held.path("name").asText());
    group.put("type", GROUPS.type()).put("location", location);
    group.set("tags", call.body().path("tags").deepCopy());
    if (!group.path("tags").isObject()) {
      group.putObject("tags");
    }
    group.putObject("properties").put("provisioningState", "Succeeded");
    GROUPS.put(call.tree(), call.group(), group);
    return Answers.json(held == null ? 201 : 200, group);
  }

  private WireResponse patch(Call call) {
    ObjectNode group = existing(call);
    if (call.body().path("tags").isObject()) {
      group.set("tags", call.body().path("tags"));
    }
    return Answers.ok(group);
  }

  private static ObjectNode existing(Call call) {
    return GROUPS
        .find(call.tree(), call.group())
        .orElseThrow(() -> CommonError.NO_GROUP.refusal(call.at("group")));
  }

  private WireResponse head(Call call) {
    return Answers.empty(GROUPS.has(call.tree(), call.group()) ? 204 : 404);
  }

  private WireResponse delete(Call call) {
    ObjectNode group = existing(call);
    String id = group.path("id").asText();
    String operation =
        Operations.about(call.tree(), id)
            .orElseGet(
                () ->
                    Operations.begin(
                        call.tree(), DELETION, id, Operations.in(call, delays.get().operation())))
            .id();
    ((ObjectNode) group.path("properties")).put("provisioningState", "Deleting");
    return Answers.empty(202)
        .with(
            "Location",
            call.origin()
                + ArmId.subscription()
                + "/operationresults/"
                + operation
                + "?api-version="
                + call.apiVersion())
        .with("Retry-After", "15");
  }

  private WireResponse result(Call call) {
    return Operations.done(call)
        ? Answers.empty(200)
        : Answers.empty(202).with("Location", call.url()).with("Retry-After", "15");
  }

  static boolean isBeingDeleted(ObjectNode group) {
    return group.path("properties").path("provisioningState").asText().equals("Deleting");
  }

  private WireResponse resources(Call call) {
    String scope = call.places().containsKey("group") ? call.group() : ArmId.subscription();
    if (call.places().containsKey("group")) {
      existing(call);
    }
    TagFilter filter = TagFilter.of(call);
    return Answers.list(
        contents.stream()
            .flatMap(kind -> kind.within(call.tree(), scope).stream())
            .filter(filter::takes)
            .map(resource -> Generic.of(resource))
            .toList());
  }

  @Override
  public void settle(ObjectNode tree, Instant now) {
    for (Operations.Pending pending : Operations.due(tree, DELETION, now)) {
      providers.forEach(provider -> provider.clear(tree, pending.target()));
      GROUPS.remove(tree, pending.target());
      Operations.succeed(tree, pending.id());
    }
  }
}
