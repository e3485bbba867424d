package dev.portolan.sandbox.azure.web;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portolan.sandbox.azure.identity.Identities;
import dev.portolan.sandbox.azure.token.Apps;
import dev.portolan.sandbox.azure.wire.Ids;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * Whom apps may ask tokens of: each the identities that its site has, by a word that it alone was
 * told.
 */
public final class AppIdentities implements Apps {
  private final Supplier<ObjectNode> tree;
  private final Map<String, String> words = new ConcurrentHashMap<>();

  /** Of the sites in a state. */
  public AppIdentities(Supplier<ObjectNode> tree) {
    this.tree = tree;
  }

  /** What a site's app shows with its requests, as {@code IDENTITY_HEADER}. */
  public String word(String site) {
    return words.computeIfAbsent(site, each -> Ids.uuid());
  }

  @Override
  public Optional<String> site(String word) {
    return words.entrySet().stream()
        .filter(each -> each.getValue().equals(word))
        .map(Map.Entry::getKey)
        .findFirst();
  }

  @Override
  public Optional<String> principal(String site, String client) {
    ObjectNode all = tree.get();
    return Web.named(all, site).stream()
        .flatMap(each -> each.path("identity").path("userAssignedIdentities").properties().stream())
        .flatMap(each -> Identities.IDENTITIES.find(all, each.getKey()).stream())
        .map(each -> each.path("properties"))
        .filter(each -> !client.isEmpty() && each.path("clientId").asText().equals(client))
        .map(each -> each.path("principalId").asText())
        .findFirst();
  }
}
