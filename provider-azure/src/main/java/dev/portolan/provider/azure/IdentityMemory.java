package dev.portolan.provider.azure;

import com.azure.resourcemanager.msi.fluent.models.IdentityInner;
import dev.portolan.deploy.model.Owner;
import dev.portolan.provider.azure.config.Remembered;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/** What functions' identities remember, by their tags. */
record IdentityMemory(Session session, Owner owner, Survey survey) {
  /** The tags that remember all of these. */
  static Map<String, String> tags(Collection<? extends Remembered> all) {
    Map<String, String> tags = new TreeMap<>();
    all.forEach(each -> tags.putAll(each.tag()));
    return tags;
  }

  /**
   * What identities of a function remember, and what its settings tell, each once.
   *
   * @param read finds what tags remember, which may be {@code null}
   */
  <T extends Remembered> Collection<T> all(
      String function, Function<Map<String, String>, List<T>> read, Collection<T> told) {
    Map<String, T> all = new TreeMap<>();
    for (IdentityInner identity : survey.of(survey.identities(), function)) {
      read.apply(identity.tags()).forEach(each -> all.put(each.key(), each));
    }
    told.forEach(each -> all.putIfAbsent(each.key(), each));
    return all.values();
  }

  /** Whether no identity of a function knows one. */
  boolean isUnknown(String function, Remembered one) {
    return survey.of(survey.identities(), function).stream()
        .noneMatch(identity -> one.isRememberedBy(identity.tags()));
  }

  /** Those of which a site's identity that is there knows nothing yet. */
  <T extends Remembered> List<T> untold(String site, Collection<T> all) {
    Optional<IdentityInner> identity = survey.identity(site);
    return all.stream()
        .filter(each -> identity.filter(one -> !each.isRememberedBy(one.tags())).isPresent())
        .toList();
  }

  /** Has a site's identity remember these as well. */
  void remember(String site, Collection<? extends Remembered> all) throws Exception {
    remember(site, tags(all));
  }

  /** Has a site's identity bear these tags as well. */
  void remember(String site, Map<String, String> tags) throws Exception {
    session.identities(owner).tag(site, tags, tag -> false);
  }

  /** Has all identities of a function forget one: the site's own may have been told just now. */
  void forget(String function, String site, Remembered one) throws Exception {
    SortedSet<String> names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    names.add(site);
    survey.of(survey.identities(), function).stream()
        .filter(each -> one.isRememberedBy(each.tags()))
        .forEach(each -> names.add(each.name()));
    for (String identity : names) {
      session.identities(owner).tag(identity, Map.of(), one::isOwn);
    }
  }
}
