package dev.portolan.provider.azure.site;

import com.azure.resourcemanager.appservice.fluent.models.SiteConfigInner;
import com.azure.resourcemanager.appservice.fluent.models.SiteInner;
import com.azure.resourcemanager.appservice.models.AuthenticationType;
import com.azure.resourcemanager.appservice.models.FunctionAppConfig;
import com.azure.resourcemanager.appservice.models.FunctionsAlwaysReadyConfig;
import com.azure.resourcemanager.appservice.models.FunctionsDeployment;
import com.azure.resourcemanager.appservice.models.FunctionsDeploymentStorage;
import com.azure.resourcemanager.appservice.models.FunctionsDeploymentStorageAuthentication;
import com.azure.resourcemanager.appservice.models.FunctionsDeploymentStorageType;
import com.azure.resourcemanager.appservice.models.FunctionsRuntime;
import com.azure.resourcemanager.appservice.models.FunctionsScaleAndConcurrency;
import com.azure.resourcemanager.appservice.models.FunctionsScaleAndConcurrencyTriggers;
import com.azure.resourcemanager.appservice.models.FunctionsScaleAndConcurrencyTriggersHttp;
import com.azure.resourcemanager.appservice.models.ManagedServiceIdentity;
import com.azure.resourcemanager.appservice.models.ManagedServiceIdentityType;
import com.azure.resourcemanager.appservice.models.NameValuePair;
import com.azure.resourcemanager.appservice.models.RuntimeName;
import com.azure.resourcemanager.appservice.models.UserAssignedIdentity;
import dev.portolan.provider.azure.config.Names;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * A release as a site has it: what Azure is told, and in what a site differs from it. A site of
 * Flex Consumption is refused with what others have: no worker's runtime, no extension's version,
 * nothing of a content share.
 *
 * @param plan id of the site's own plan
 * @param identity id of whom the function acts as
 * @param container address of what Azure runs the function from
 * @see <a
 *     href="https://learn.microsoft.com/azure/azure-functions/functions-app-settings#flex-consumption-plan-deprecations">what
 *     Flex Consumption has no more</a>
 */
public record Shape(
    Release release, String location, String plan, String identity, String container) {
  /** What a site is made as, with all its settings: a new one has users only after it is done. */
  SiteInner created(Map<String, String> tags, Map<String, String> settings) {
    List<NameValuePair> pairs =
        new TreeMap<>(settings)
            .entrySet().stream()
                .map(each -> new NameValuePair().withName(each.getKey()).withValue(each.getValue()))
                .toList();
    return site(tags)
        .withSiteConfig(
            new SiteConfigInner().withAppSettings(pairs).withCors(Sharing.of(release).settings()));
  }

  /** What a site is made, its settings aside. */
  public SiteInner site(Map<String, String> tags) {
    return new SiteInner()
        .withLocation(location)
        .withKind("functionapp,linux")
        .withTags(tags)
        .withReserved(true)
        .withHttpsOnly(true)
        .withServerFarmId(plan)
        .withKeyVaultReferenceIdentity(identity)
        .withIdentity(
            new ManagedServiceIdentity()
                .withType(ManagedServiceIdentityType.USER_ASSIGNED)
                .withUserAssignedIdentities(Map.of(identity, new UserAssignedIdentity())))
        .withFunctionAppConfig(
            new FunctionAppConfig()
                .withDeployment(new FunctionsDeployment().withStorage(storage()))
                .withRuntime(
                    new FunctionsRuntime()
                        .withName(RuntimeName.JAVA)
                        .withVersion(String.valueOf(release.runtime())))
                .withScaleAndConcurrency(scale()));
  }

  /**
   * What a site is made that has more than is ours: a network, certificates, other identities. A
   * PUT takes away what it does not name, but for what is in its configuration.
   *
   * @param sharing the pages of other origins that it lets call it now
   */
  SiteInner over(SiteInner now, Sharing sharing) {
    SiteInner shall = site(Live.tags(now));
    FunctionAppConfig config =
        now.functionAppConfig() == null ? new FunctionAppConfig() : now.functionAppConfig();
    Sharing wanted = Sharing.of(release);
    return now.withSiteConfig(
            wanted.equals(sharing) ? null : new SiteConfigInner().withCors(wanted.settings()))
        .withKind(shall.kind())
        .withReserved(true)
        .withHttpsOnly(true)
        .withServerFarmId(plan)
        .withKeyVaultReferenceIdentity(identity)
        .withIdentity(joined(now.identity()))
        .withFunctionAppConfig(
            config
                .withDeployment(shall.functionAppConfig().deployment())
                .withRuntime(shall.functionAppConfig().runtime())
                .withScaleAndConcurrency(shall.functionAppConfig().scaleAndConcurrency()));
  }

  private ManagedServiceIdentity joined(ManagedServiceIdentity now) {
    Map<String, UserAssignedIdentity> all = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    boolean system = false;
    if (now != null) {
      system = now.type() != null && now.type().toString().startsWith("SystemAssigned");
      Set<String> others =
          now.userAssignedIdentities() == null ? Set.of() : now.userAssignedIdentities().keySet();
      others.forEach(each -> all.put(each, new UserAssignedIdentity()));
    }
    all.put(identity, new UserAssignedIdentity());
    return new ManagedServiceIdentity()
        .withType(
            system
                ? ManagedServiceIdentityType.SYSTEM_ASSIGNED_USER_ASSIGNED
                : ManagedServiceIdentityType.USER_ASSIGNED)
        .withUserAssignedIdentities(all);
  }

  private FunctionsDeploymentStorage storage() {
    return new FunctionsDeploymentStorage()
        .withType(FunctionsDeploymentStorageType.BLOB_CONTAINER)
        .withValue(container)
        .withAuthentication(
            new FunctionsDeploymentStorageAuthentication()
                .withType(AuthenticationType.USER_ASSIGNED_IDENTITY)
                .withUserAssignedIdentityResourceId(identity));
  }

  private FunctionsScaleAndConcurrency scale() {
    return new FunctionsScaleAndConcurrency()
        .withInstanceMemoryMB(release.memory())
        .withMaximumInstanceCount(release.most())
        .withAlwaysReady(ready())
        .withTriggers(
            new FunctionsScaleAndConcurrencyTriggers()
                .withHttp(
                    new FunctionsScaleAndConcurrencyTriggersHttp()
                        .withPerInstanceConcurrency(release.concurrency())));
  }

  /**
   * All functions that HTTP calls scale as one; each other scales by itself.
   *
   * @see <a
   *     href="https://learn.microsoft.com/azure/azure-functions/flex-consumption-how-to#set-always-ready-instance-counts">"Use
   *     http, durable or blob ... For all other functions ... function:&lt;FUNCTION_NAME&gt;"</a>
   */
  private List<FunctionsAlwaysReadyConfig> ready() {
    if (release.least() == 0) {
      return List.of();
    }
    return groups().stream()
        .map(
            name ->
                new FunctionsAlwaysReadyConfig().withName(name).withInstanceCount(release.least()))
        .toList();
  }

  private List<String> groups() {
    List<String> all = new ArrayList<>();
    if (release.face().http()) {
      all.add("http");
    }
    release.folders().stream()
        .filter(folder -> !folder.startsWith("portolan-") && !folder.endsWith(Names.REQUESTS))
        .map(folder -> "function:" + folder.toLowerCase(Locale.ROOT))
        .forEach(all::add);
    return all;
  }

  /** In what a site differs from this, its settings aside; each a few words. */
  public List<String> differences(SiteInner live, Sharing sharing) {
    List<String> all = new ArrayList<>();
    FunctionAppConfig config =
        live.functionAppConfig() == null ? new FunctionAppConfig() : live.functionAppConfig();
    FunctionsScaleAndConcurrency scale =
        config.scaleAndConcurrency() == null
            ? new FunctionsScaleAndConcurrency()
            : config.scaleAndConcurrency();
    note(all, "memory", release.memory(), scale.instanceMemoryMB());
    note(all, "most instances", release.most(), scale.maximumInstanceCount());
    note(all, "always ready", texts(ready()), texts(scale.alwaysReady()));
    note(all, "concurrency", release.concurrency(), concurrency(scale));
    note(
        all,
        "runtime",
        String.valueOf(release.runtime()),
        config.runtime() == null ? null : config.runtime().version());
    note(all, "https only", true, live.httpsOnly());
    note(all, "package store", container, store(config));
    boolean acts =
        live.identity() != null
            && live.identity().userAssignedIdentities() != null
            && live.identity().userAssignedIdentities().keySet().stream()
                .anyMatch(identity::equalsIgnoreCase);
    note(all, "identity", true, acts);
    note(all, "secrets read as", lower(identity), lower(live.keyVaultReferenceIdentity()));
    note(all, "package read as", lower(identity), lower(reader(config)));
    note(all, "pages of other origins", Sharing.of(release), sharing);
    return all;
  }

  /** As whom a site reads its package. */
  private static String reader(FunctionAppConfig config) {
    return Optional.ofNullable(config.deployment())
        .map(FunctionsDeployment::storage)
        .map(FunctionsDeploymentStorage::authentication)
        .map(FunctionsDeploymentStorageAuthentication::userAssignedIdentityResourceId)
        .orElse(null);
  }

  /** Azure does not tell ids apart by the case of their letters. */
  private static String lower(String id) {
    return id == null ? null : id.toLowerCase(Locale.ROOT);
  }

  private static Object store(FunctionAppConfig config) {
    return Optional.ofNullable(config.deployment())
        .map(FunctionsDeployment::storage)
        .map(FunctionsDeploymentStorage::value)
        .orElse(null);
  }

  private static Integer concurrency(FunctionsScaleAndConcurrency scale) {
    return Optional.ofNullable(scale.triggers())
        .map(FunctionsScaleAndConcurrencyTriggers::http)
        .map(FunctionsScaleAndConcurrencyTriggersHttp::perInstanceConcurrency)
        .orElse(null);
  }

  /** Azure tells the names in lower case, whatever they were given in. */
  private static List<String> texts(List<FunctionsAlwaysReadyConfig> configs) {
    return configs == null
        ? List.of()
        : configs.stream()
            .map(each -> each.name().toLowerCase(Locale.ROOT) + "=" + each.instanceCount())
            .sorted()
            .toList();
  }

  private static void note(List<String> all, String what, Object shall, Object is) {
    if (!Objects.equals(shall, is)) {
      all.add(what + " " + is + " instead of " + shall);
    }
  }
}
