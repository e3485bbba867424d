package dev.portolan.provider.azure.access;

import com.azure.core.http.HttpMethod;
import com.azure.core.http.HttpRequest;
import com.azure.core.util.Context;
import com.azure.resourcemanager.appservice.fluent.models.FunctionAppStackInner;
import com.azure.resourcemanager.appservice.fluent.models.GeoRegionInner;
import com.azure.resourcemanager.appservice.fluent.models.ResourceNameAvailabilityInner;
import com.azure.resourcemanager.appservice.models.CheckNameResourceTypes;
import com.azure.resourcemanager.appservice.models.FunctionAppMinorVersion;
import com.azure.resourcemanager.appservice.models.ProviderStackOsType;
import com.azure.resourcemanager.appservice.models.ResourceNameAvailabilityRequest;
import com.azure.resourcemanager.appservice.models.SkuName;
import com.azure.resourcemanager.resources.fluent.models.ProviderInner;
import dev.portolan.deploy.driver.Tally;
import dev.portolan.provider.azure.wire.AzureClients;
import dev.portolan.provider.azure.wire.Json;
import dev.portolan.provider.azure.wire.Raw;
import dev.portolan.provider.azure.wire.Wire;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a subscription is and lets us do: one method a call. */
public record AccessCalls(AzureClients clients, Wire wire, Tally tally) {
  private static final String SUBSCRIPTIONS = "2022-12-01";
  private static final String PERMISSIONS = "2022-04-01";

  /** A service's registration, as {@code Registered}. */
  String registration(String namespace) throws Exception {
    return tally.read(() -> state(namespace));
  }

  /** The same, while waiting. */
  String glanceAtRegistration(String namespace) throws Exception {
    return tally.glance(() -> state(namespace));
  }

  private String state(String namespace) {
    ProviderInner found =
        clients
            .resources()
            .getProviders()
            .getWithResponse(namespace, null, Context.NONE)
            .getValue();
    return found.registrationState() == null ? "" : found.registrationState();
  }

  void register(String namespace) throws Exception {
    tally.mutation(
        () ->
            clients.resources().getProviders().registerWithResponse(namespace, null, Context.NONE));
  }

  /** The state of the subscription, as {@code Enabled}; empty where there is none. */
  Optional<String> subscription() throws Exception {
    String address =
        wire.endpoint()
            + "/subscriptions/"
            + clients.resources().getSubscriptionId()
            + "?api-version="
            + SUBSCRIPTIONS;
    return tally.read(
        () -> {
          Raw.Answer answer = Raw.send(wire.manager(), new HttpRequest(HttpMethod.GET, address));
          if (answer.status() == 404) {
            return Optional.empty();
          }
          return Optional.of(Json.text(Raw.demanded("the subscription", answer).json(), "state"));
        });
  }

  /** Where Flex Consumption is, spelled as in {@code westeurope}. */
  SortedSet<String> locations() throws Exception {
    return tally.read(
        () ->
            clients
                .sites()
                .getResourceProviders()
                .listGeoRegions(SkuName.FLEX_CONSUMPTION, null, null, null, null, Context.NONE)
                .stream()
                .map(GeoRegionInner::name)
                .map(name -> name.replace(" ", "").toLowerCase(Locale.ROOT))
                .collect(Collectors.toCollection(TreeSet::new)));
  }

  /** Java's releases that functions can have, deprecated ones left out. */
  SortedSet<String> runtimes(String location) throws Exception {
    return tally.read(
        () ->
            clients
                .sites()
                .getProviders()
                .getFunctionAppStacksForLocation(location, ProviderStackOsType.LINUX, Context.NONE)
                .stream()
                .filter(stack -> "java".equalsIgnoreCase(stack.name()))
                .flatMap(AccessCalls::versions)
                .collect(Collectors.toCollection(TreeSet::new)));
  }

  private static Stream<String> versions(FunctionAppStackInner stack) {
    return stack.majorVersions().stream()
        .flatMap(major -> major.minorVersions().stream())
        .map(AccessCalls::version)
        .flatMap(Optional::stream);
  }

  private static Optional<String> version(FunctionAppMinorVersion minor) {
    return Optional.ofNullable(minor.stackSettings())
        .map(settings -> settings.linuxRuntimeSettings())
        .filter(linux -> !Boolean.TRUE.equals(linux.isDeprecated()))
        .map(linux -> linux.runtimeVersion().replaceFirst("(?i)^java\\|", ""))
        .map(text -> text.replaceFirst("\\.0$", ""));
  }

  /** Why a site cannot be called so; empty if it can. */
  Optional<String> taken(String site) throws Exception {
    ResourceNameAvailabilityInner result =
        tally.read(
            () ->
                clients
                    .sites()
                    .getResourceProviders()
                    .checkNameAvailabilityWithResponse(
                        new ResourceNameAvailabilityRequest()
                            .withName(site)
                            .withType(CheckNameResourceTypes.MICROSOFT_WEB_SITES),
                        Context.NONE)
                    .getValue());
    return Boolean.TRUE.equals(result.nameAvailable())
        ? Optional.empty()
        : Optional.of(Objects.requireNonNullElse(result.message(), "it is taken"));
  }

  /** What we may do at a scope: actions, and what is taken from them again. */
  List<Granted> permissions(String scope) throws Exception {
    String address =
        wire.endpoint()
            + scope
            + "/providers/Microsoft.Authorization/permissions?api-version="
            + PERMISSIONS;
    return tally.read(
        () -> {
          Map<String, Object> answer =
              Raw.required(wire.manager(), new HttpRequest(HttpMethod.GET, address)).json();
          if (answer.get("value") instanceof List<?> all) {
            return all.stream().map(Granted::of).toList();
          }
          throw new IOException("Azure's answer tells no permissions");
        });
  }
}
