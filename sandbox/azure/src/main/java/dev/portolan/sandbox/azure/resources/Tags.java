package dev.portolan.sandbox.azure.resources;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portolan.sandbox.WireResponse;
import dev.portolan.sandbox.azure.wire.Answers;
import dev.portolan.sandbox.azure.wire.ArmId;
import dev.portolan.sandbox.azure.wire.Call;
import dev.portolan.sandbox.azure.wire.CommonError;
import dev.portolan.sandbox.azure.wire.Kind;
import dev.portolan.sandbox.azure.wire.Operations;
import dev.portolan.sandbox.azure.wire.Provider;
import dev.portolan.sandbox.azure.wire.Routes;
import dev.portolan.sandbox.azure.wire.Whims;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Tags of one resource, changed without its provider.
 *
 * <p>https://learn.microsoft.com/rest/api/resources/tags
 */
public final class Tags implements Provider {
  private static final String SHAPE = "operation properties{tags{*}}";

  private static final String WRITE = "writeTags";
  private static final String LATER = "$tags";
  private static final Duration LATE = Duration.ofSeconds(3);

  private final List<Kind> kinds;
  private final Whims whims;

  /** Of resources of these kinds. */
  public Tags(List<Kind> kinds, Whims whims) {
    this.whims = whims;
    this.kinds = new ArrayList<>(kinds);
    this.kinds.add(Groups.GROUPS);
  }

  @Override
  public Routes routes() {
    String path = "/{scope+}/providers/Microsoft.Resources/tags/default";
    return Routes.of("Microsoft.Resources", "2025-04-01", "2021-04-01")
        .get("Tags_GetAtScope", path, call -> Answers.ok(told(call, resource(call))))
        .patch("Tags_UpdateAtScope", path, SHAPE, this::update);
  }

  private ObjectNode resource(Call call) {
    String scope = call.at("scope");
    return kinds.stream()
        .map(kind -> kind.find(call.tree(), scope))
        .flatMap(Optional::stream)
        .findFirst()
        .orElseThrow(
            () ->
                CommonError.NO_RESOURCE.refusal(
                    scope.replaceFirst("^.*?/providers/", ""), ArmId.groupName(scope)));
  }

  private WireResponse update(Call call) {
    ObjectNode resource = resource(call);
    ObjectNode tags = resource.withObjectProperty("tags").deepCopy();
    ObjectNode given = call.body().withObjectProperty("properties").withObjectProperty("tags");
    switch (call.body().path("operation").asText()) {
      case "Merge" -> tags.setAll(given);
      case "Replace" -> tags.removeAll().setAll(given);
      case "Delete" -> given.fieldNames().forEachRemaining(tags::remove);
      default -> throw ResourceError.TAG_OPERATION.refusal(call.body().path("operation").asText());
    }
    if (tags.size() > 50) {
      throw ResourceError.TOO_MANY_TAGS.refusal(tags.size());
    }
    if (whims.delaysTags()) {
      return promised(call, resource, tags);
    }
    resource.set("tags", tags);
    return Answers.ok(told(call, resource));
  }

  private static WireResponse promised(Call call, ObjectNode resource, ObjectNode tags) {
    resource.set(LATER, tags);
    String id =
        Operations.begin(
                call.tree(), WRITE, resource.path("id").asText(), Operations.in(call, LATE))
            .id();
    String address =
        call.origin()
            + ArmId.subscription()
            + "/operationresults/"
            + id
            + "?api-version=2025-04-01";
    return Answers.empty(202).with("Location", address).with("Retry-After", "1");
  }

  @Override
  public void settle(ObjectNode tree, Instant now) {
    for (Operations.Pending pending : Operations.due(tree, WRITE, now)) {
      Operations.succeed(tree, pending.id());
      kinds.stream()
          .map(kind -> kind.find(tree, pending.target()))
          .flatMap(Optional::stream)
          .findFirst()
          .ifPresent(resource -> resource.set("tags", resource.remove(LATER)));
    }
  }

  private static ObjectNode told(Call call, ObjectNode resource) {
    ObjectNode told = call.tree().objectNode();
    told.put("id", call.at("scope") + "/providers/Microsoft.Resources/tags/default")
        .put("name", "default")
        .put("type", "Microsoft.Resources/tags");
    told.putObject("properties").set("tags", resource.path("tags").deepCopy());
    return told;
  }
}
