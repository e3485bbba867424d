package dev.portolan.sandbox.azure.identity;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portolan.sandbox.WireResponse;
import dev.portolan.sandbox.azure.wire.Answers;
import dev.portolan.sandbox.azure.wire.Call;
import dev.portolan.sandbox.azure.wire.Provider;
import dev.portolan.sandbox.azure.wire.Routes;
import dev.portolan.sandbox.azure.wire.Whims;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What the caller may do, and which roles there are. */
public final class Permissions implements Provider {
  private static final Pattern BY_NAME = Pattern.compile("roleName eq '([^']+)'");

  private final Whims whims;

  public Permissions(Whims whims) {
    this.whims = whims;
  }

  @Override
  public Routes routes() {
    String scope = "/{scope+}/providers/Microsoft.Authorization";
    return Routes.of("Microsoft.Authorization", "2022-04-01")
        .get("Permissions_List", scope + "/permissions", this::permissions)
        .get("RoleDefinitions_List", scope + "/roleDefinitions", this::roles);
  }

  private WireResponse permissions(Call call) {
    ObjectNode all = call.tree().objectNode();
    all.putArray("actions").add("*");
    ArrayNode not = all.putArray("notActions");
    whims.forbidden().forEach(not::add);
    all.putArray("dataActions");
    all.putArray("notDataActions");
    return Answers.list(List.of(all));
  }

  private WireResponse roles(Call call) {
    String filter = call.parameter("$filter").orElse("");
    Matcher name = BY_NAME.matcher(filter);
    if (!filter.isEmpty() && !name.matches()) {
      throw IdentityError.FILTER.refusal(filter);
    }
    return Answers.list(
        Stream.of(Role.values())
            .filter(role -> filter.isEmpty() || role.title().equals(name.group(1)))
            .map(role -> told(call, role))
            .toList());
  }

  private static ObjectNode told(Call call, Role role) {
    ObjectNode told = call.tree().objectNode();
    told.put("id", role.id())
        .put("name", role.id().replaceFirst(".*/", ""))
        .put("type", "Microsoft.Authorization/roleDefinitions");
    told.putObject("properties").put("roleName", role.title()).put("type", "BuiltInRole");
    return told;
  }
}
