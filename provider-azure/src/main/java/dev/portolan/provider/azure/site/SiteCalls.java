package dev.portolan.provider.azure.site;

import com.azure.core.exception.HttpResponseException;
import com.azure.core.http.HttpMethod;
import com.azure.core.http.HttpRequest;
import com.azure.core.util.Context;
import com.azure.resourcemanager.appservice.fluent.WebAppsClient;
import com.azure.resourcemanager.appservice.fluent.WebSiteManagementClient;
import com.azure.resourcemanager.appservice.fluent.models.AppServicePlanInner;
import com.azure.resourcemanager.appservice.fluent.models.CsmPublishingCredentialsPoliciesEntityInner;
import com.azure.resourcemanager.appservice.fluent.models.SiteInner;
import com.azure.resourcemanager.appservice.fluent.models.StringDictionaryInner;
import com.azure.resourcemanager.appservice.models.SkuDescription;
import dev.portolan.deploy.driver.Tally;
import dev.portolan.provider.azure.config.Place;
import dev.portolan.provider.azure.wire.AzureClients;
import dev.portolan.provider.azure.wire.Found;
import dev.portolan.provider.azure.wire.Operations;
import dev.portolan.provider.azure.wire.Raw;
import dev.portolan.provider.azure.wire.Wire;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What is said to Microsoft.Web: one method a call. */
public final class SiteCalls {
  private static final String VERSION = "2025-03-01";

  private static final int THROTTLED = 429;

  private final WebSiteManagementClient client;
  private final WebAppsClient sites;
  private final Wire wire;
  private final Tally tally;
  private final String group;

  public SiteCalls(AzureClients clients, Wire wire, Tally tally, String group) {
    this.client = clients.sites();
    this.sites = clients.sites().getWebApps();
    this.wire = wire;
    this.tally = tally;
    this.group = group;
  }

  /** The sites of the group. */
  public List<SiteInner> sites() throws Exception {
    return tally.read(() -> sites.listByResourceGroup(group).stream().toList());
  }

  /** A site that a change depends on. */
  public Optional<SiteInner> site(String site) throws Exception {
    return tally.read(
        () -> Found.value(() -> sites.getByResourceGroupWithResponse(group, site, Context.NONE)));
  }

  /** A site, while waiting. */
  public Optional<SiteInner> glance(String site) throws Exception {
    return tally.glance(
        () -> Found.value(() -> sites.getByResourceGroupWithResponse(group, site, Context.NONE)));
  }

  /** Begins to make a site what it shall be. */
  public Operations.Begun put(String site, SiteInner wanted) throws Exception {
    return tally.mutation(
        () -> Operations.begin(sites.createOrUpdateWithResponseAsync(group, site, wanted)));
  }

  /** Deletes a site and leaves its plan. */
  public void delete(String site) throws Exception {
    tally.mutation(
        () -> Found.in(() -> sites.deleteWithResponse(group, site, true, false, Context.NONE)));
  }

  public SortedMap<String, String> settings(String site) throws Exception {
    return tally.read(
        () -> {
          StringDictionaryInner found =
              sites.listApplicationSettingsWithResponse(group, site, Context.NONE).getValue();
          return found.properties() == null ? new TreeMap<>() : new TreeMap<>(found.properties());
        });
  }

  /** Begins to write all settings; the site starts anew with them. */
  public Operations.Begun putSettings(String site, Map<String, String> settings) throws Exception {
    StringDictionaryInner wanted = new StringDictionaryInner().withProperties(settings);
    return tally.mutation(
        () ->
            Operations.begin(
                sites.updateApplicationSettingsWithResponseAsync(group, site, wanted)));
  }

  /**
   * The pages of other origins that a site lets call it. The site itself tells of its configuration
   * the names alone.
   *
   * @see <a href="https://github.com/Azure/azure-rest-api-specs/issues/12104">GET a WebApp returns
   *     no SiteConfig properties</a>
   */
  public Sharing sharing(String site) throws Exception {
    return tally.read(
        () ->
            Sharing.from(
                sites.getConfigurationWithResponse(group, site, Context.NONE).getValue().cors()));
  }

  /** What can be published with a password: {@code scm}, {@code ftp}. */
  public SortedSet<String> passwords(String site) throws Exception {
    return tally.read(
        () ->
            sites.listBasicPublishingCredentialsPolicies(group, site).stream()
                .filter(policy -> !Boolean.FALSE.equals(policy.allow()))
                .map(policy -> Place.last(policy.name()))
                .collect(Collectors.toCollection(TreeSet::new)));
  }

  public void forbidScmPassword(String site) throws Exception {
    tally.mutation(
        () ->
            sites.updateScmAllowedWithResponse(
                group,
                site,
                new CsmPublishingCredentialsPoliciesEntityInner().withAllow(false),
                Context.NONE));
  }

  public void forbidFtpPassword(String site) throws Exception {
    tally.mutation(
        () ->
            sites.updateFtpAllowedWithResponse(
                group,
                site,
                new CsmPublishingCredentialsPoliciesEntityInner().withAllow(false),
                Context.NONE));
  }

  /**
   * The functions that a site's host has found, while waiting; empty while there is no host to ask.
   *
   * @see <a href="https://github.com/Azure/Azure-Functions/issues/2666">"Encountered an error
   *     (ServiceUnavailable) from host runtime."</a>
   */
  public Optional<SortedSet<String>> glanceAtFunctions(String site) throws Exception {
    return tally.glance(
        () -> {
          try {
            return Optional.of(
                sites.listFunctions(group, site).stream()
                    .map(each -> Place.last(each.name()))
                    .collect(Collectors.toCollection(TreeSet::new)));
          } catch (HttpResponseException e) {
            if (String.valueOf(e.getMessage()).contains("from host runtime")) {
              return Optional.empty();
            }
            throw e;
          }
        });
  }

  /** What a site's host says of itself, while waiting: its state and errors; none if it is mute. */
  public Map<String, Object> glanceAtHost(String site) throws Exception {
    String address = address(site, "/hostruntime/admin/host/status");
    Raw.Answer answer =
        tally.glance(() -> Raw.send(wire.manager(), new HttpRequest(HttpMethod.GET, address)));
    return answer.succeeded() ? answer.json() : Map.of();
  }

  /**
   * The keys of one function of a site, while waiting: its host makes them when it has started
   * once.
   *
   * @see <a href="https://learn.microsoft.com/rest/api/appservice/web-apps/list-function-keys">List
   *     Function Keys; the SDK reads the keys one level below where they are</a>
   */
  public Raw.Answer glanceAtKeys(String site, String function) throws Exception {
    String address = address(site, "/functions/" + function + "/listkeys");
    return tally.glance(
        () -> {
          Raw.Answer answer = Raw.send(wire.manager(), new HttpRequest(HttpMethod.POST, address));
          return answer.status() == THROTTLED ? Raw.demanded("keys of " + site, answer) : answer;
        });
  }

  /**
   * Has references to secrets followed again: Azure remembers for a day that it could not.
   *
   * @see <a
   *     href="https://learn.microsoft.com/azure/app-service/app-service-key-vault-references#understand-rotation">"make
   *     an authenticated POST call to …/config/configreferences/appsettings/refresh"</a>
   */
  public void followReferences(String site) throws Exception {
    String address = address(site, "/config/configreferences/appsettings/refresh");
    tally.glance(() -> Raw.send(wire.manager(), new HttpRequest(HttpMethod.POST, address)));
  }

  /** The plans of the group. */
  public List<AppServicePlanInner> plans() throws Exception {
    return tally.read(
        () -> client.getAppServicePlans().listByResourceGroup(group).stream().toList());
  }

  public Optional<AppServicePlanInner> glanceAtPlan(String plan) throws Exception {
    return tally.glance(
        () ->
            Found.value(
                () ->
                    client
                        .getAppServicePlans()
                        .getByResourceGroupWithResponse(group, plan, Context.NONE)));
  }

  /** Begins to make a plan of Flex Consumption. */
  public Operations.Begun createPlan(String plan, Place place, Map<String, String> tags)
      throws Exception {
    AppServicePlanInner wanted =
        new AppServicePlanInner()
            .withKind("functionapp")
            .withReserved(true)
            .withSku(new SkuDescription().withName("FC1").withTier("FlexConsumption"))
            .withLocation(place.location())
            .withTags(tags);
    return tally.mutation(
        () ->
            Operations.begin(
                client.getAppServicePlans().createOrUpdateWithResponseAsync(group, plan, wanted)));
  }

  public void deletePlan(String plan) throws Exception {
    tally.mutation(
        () ->
            Found.in(
                () -> client.getAppServicePlans().deleteWithResponse(group, plan, Context.NONE)));
  }

  private String address(String site, String path) {
    return wire.endpoint()
        + "/subscriptions/"
        + client.getSubscriptionId()
        + "/resourceGroups/"
        + group
        + "/providers/Microsoft.Web/sites/"
        + site
        + path
        + "?api-version="
        + VERSION;
  }

  /** Children come with their parent's name before theirs. */
}
