package dev.portolan.sandbox.azure.web;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portolan.sandbox.WireResponse;
import dev.portolan.sandbox.azure.identity.Assignments;
import dev.portolan.sandbox.azure.plane.Addresses;
import dev.portolan.sandbox.azure.wire.Answers;
import dev.portolan.sandbox.azure.wire.ArmId;
import dev.portolan.sandbox.azure.wire.ArmRefusal;
import dev.portolan.sandbox.azure.wire.Call;
import dev.portolan.sandbox.azure.wire.CommonError;
import dev.portolan.sandbox.azure.wire.Delays;
import dev.portolan.sandbox.azure.wire.Ids;
import dev.portolan.sandbox.azure.wire.Operations;
import dev.portolan.sandbox.azure.wire.Provider;
import dev.portolan.sandbox.azure.wire.Routes;
import dev.portolan.sandbox.azure.wire.Whims;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Sites of Flex Consumption. What takes its time is an operation told by {@code
 * Azure-AsyncOperation}.
 *
 * <p>specification/web/resource-manager/Microsoft.Web/AppService/stable/2025-03-01, WebApps
 */
public final class Sites implements Provider {
  private static final String WRITE = "writeSite";
  private static final String FAILURE = "failSite";
  private static final String ONE = "/{site}";

  private final SiteView view;
  private final Supplier<Delays> delays;
  private final Whims whims;

  public Sites(Addresses addresses, Supplier<Delays> delays, Whims whims) {
    this.view = new SiteView(addresses);
    this.delays = delays;
    this.whims = whims;
  }

  @Override
  public Routes routes() {
    Routes routes = Routes.of("Microsoft.Web", Web.VERSIONS);
    routes
        .below("/subscriptions/{subscription}/providers/Microsoft.Web/sites")
        .get("WebApps_List", "", this::list)
        .poll("WebApps_Operation", "/{site}/operationResults/{operation}", Operations::status);
    routes
        .below(Web.SITE)
        .get("WebApps_ListByResourceGroup", "", this::list)
        .put("WebApps_CreateOrUpdate", ONE, SiteShape.SITE, this::put)
        .patch("WebApps_Update", ONE, SiteShape.SITE, this::patch)
        .get("WebApps_Get", ONE, call -> Answers.ok(view.of(call.tree(), Web.existing(call))))
        .delete("WebApps_Delete", ONE, this::delete)
        .post("WebApps_Restart", ONE + "/restart", this::restart);
    return routes;
  }

  @Override
  public ArmRefusal busy() {
    return WebError.BUSY.refusal(Ids.uuid());
  }

  private WireResponse list(Call call) {
    String scope = call.places().containsKey("group") ? call.group() : ArmId.subscription();
    return Answers.list(
        Web.SITES.within(call.tree(), scope).stream()
            .map(each -> view.of(call.tree(), each))
            .toList());
  }

  private WireResponse put(Call call) {
    ObjectNode held = Web.SITES.find(call.tree(), Web.id(call)).orElse(null);
    if (held == null) {
      SiteRules.creation(call);
    } else {
      Web.idle(call);
    }
    String location = SiteRules.location(call, held);
    SiteRules.wanted(call, location);
    ObjectNode site = held == null ? SiteBody.make(call, location) : held;
    SiteBody.accept(site, call.body(), true);
    if (held == null && site.path("properties").path("serverFarmId").asText().isEmpty()) {
      throw WebError.ONLY_FLEX.refusal("a site needs properties.serverFarmId");
    }
    Web.SITES.put(call.tree(), Web.id(call), site);
    return written(call, site, held == null);
  }

  private WireResponse written(Call call, ObjectNode site, boolean made) {
    restarted(site, call.now());
    Duration takes = delays.get().operation();
    boolean fails = whims.failsSite();
    ObjectNode told = view.of(call.tree(), site);
    if (takes.isZero() && !fails) {
      return Answers.ok(told);
    }
    site.put("$made", made);
    Operations.Pending pending =
        Operations.begin(
            call.tree(),
            fails ? FAILURE : WRITE,
            site.path("id").asText(),
            Operations.in(call, takes));
    String address =
        call.origin()
            + ArmId.subscription()
            + "/providers/Microsoft.Web/sites/"
            + call.at("site")
            + "/operationResults/"
            + pending.id()
            + "?api-version="
            + call.apiVersion();
    return Answers.json(202, told).with("Azure-AsyncOperation", address).with("Retry-After", "5");
  }

  /** After a change the host and the publishing site are away for a while. */
  void restarted(ObjectNode site, Instant now) {
    site.put(Web.FOLLOWED, now.toString());
    site.put(Web.UP, now.plus(delays.get().start()).toString());
    site.put(Web.PUBLISHING, now.plus(delays.get().restart()).toString());
  }

  private WireResponse patch(Call call) {
    ObjectNode site = Web.idle(call);
    SiteRules.wanted(call, site.path("location").asText());
    SiteBody.accept(site, call.body(), false);
    return written(call, site, false);
  }

  private WireResponse restart(Call call) {
    restarted(Web.existing(call), call.now());
    return Answers.empty(200);
  }

  private WireResponse delete(Call call) {
    Optional<ObjectNode> held = Web.SITES.find(call.tree(), Web.id(call));
    if (held.isEmpty()) {
      return Answers.empty(204);
    }
    Web.idle(call);
    remove(call.tree(), held.get());
    // the plan goes with its last site unless told otherwise
    String plan = held.get().path("properties").path("serverFarmId").asText();
    if (!call.parameter("deleteEmptyServerFarm").orElse("true").equalsIgnoreCase("false")
        && Plans.sites(call.tree(), plan).isEmpty()) {
      Plans.PLANS.remove(call.tree(), plan);
    }
    return Answers.empty(200);
  }

  private static void remove(ObjectNode tree, ObjectNode site) {
    String id = site.path("id").asText();
    Web.SITES.remove(tree, id);
    Assignments.drop(tree, id);
    tree.withObjectProperty("deployments").remove(ArmId.key(site.path("name").asText()));
  }

  @Override
  public void settle(ObjectNode tree, Instant now) {
    for (Operations.Pending pending : Operations.due(tree, WRITE, now)) {
      Operations.succeed(tree, pending.id());
    }
    for (Operations.Pending pending : Operations.due(tree, FAILURE, now)) {
      Optional<ObjectNode> site = Web.SITES.find(tree, pending.target());
      site.filter(each -> each.path("$made").asBoolean()).ifPresent(each -> remove(tree, each));
      Operations.fail(tree, pending.id(), CommonError.INTERNAL.refusal(ArmId.SUBSCRIPTION));
    }
  }

  @Override
  public void clear(ObjectNode tree, String group) {
    List.copyOf(Web.SITES.within(tree, group)).forEach(site -> remove(tree, site));
  }
}
