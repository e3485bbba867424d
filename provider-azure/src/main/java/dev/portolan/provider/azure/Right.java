package dev.portolan.provider.azure;

import com.azure.resourcemanager.authorization.fluent.models.RoleAssignmentInner;
import dev.portolan.provider.azure.config.BucketUse;
import dev.portolan.provider.azure.config.BusConnection;
import dev.portolan.provider.azure.config.RoleGrant;
import dev.portolan.provider.azure.config.SentTo;
import dev.portolan.provider.azure.identity.Assignment;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The rights that a function's settings ask for at what is everybody's: at that queue, subscription
 * or container, and at nothing above it.
 */
enum Right {
  TAKE(
      Assignment.BUS_RECEIVER,
      settings -> BusConnection.QUEUE.id(settings).stream(),
      "it takes from that queue, and no other"),
  HEAR(
      Assignment.BUS_RECEIVER,
      settings -> BusConnection.TOPIC.id(settings).stream(),
      "it takes from that subscription, and no other"),
  SEND(Assignment.BUS_SENDER, SentTo::ids, "it sends to that queue"),
  READ(Assignment.BLOB_READER, BucketUse.READ::ids, "it reads objects of that container"),

  /**
   * No role that Azure has built in stores and removes objects without reading them, or without
   * {@code containers/write} and {@code containers/delete}.
   *
   * @see <a
   *     href="https://learn.microsoft.com/azure/role-based-access-control/built-in-roles/storage#storage-blob-data-contributor">Storage
   *     Blob Data Contributor</a>
   */
  STORE(
      Assignment.BLOB_CONTRIBUTOR,
      BucketUse.WRITE::ids,
      "it stores objects in that container, and removes them; the role may also read there, and"
          + " change and remove the container");

  private final String role;
  private final Function<Map<String, String>, Stream<String>> ids;
  private final String why;

  Right(String role, Function<Map<String, String>, Stream<String>> ids, String why) {
    this.role = role;
    this.ids = ids;
    this.why = why;
  }

  /** The rights that settings need. */
  static List<RoleGrant> grants(Map<String, String> settings) {
    return Stream.of(values())
        .flatMap(
            right ->
                right.ids.apply(settings).map(id -> new RoleGrant(right.role, Optional.of(id))))
        .toList();
  }

  /** Whether settings are of a function that has such rights. */
  static boolean any(Map<String, String> settings) {
    return !grants(settings).isEmpty();
  }

  /** Whether a role is a right that settings need. */
  static boolean needs(Map<String, String> settings, RoleAssignmentInner role) {
    return grants(settings).stream()
        .anyMatch(
            grant ->
                Assignment.is(role, grant.role())
                    && grant.scope().orElseThrow().equalsIgnoreCase(role.scope()));
  }

  /** What a role is for, if it is a right that settings need. */
  static Optional<String> why(RoleGrant grant, Map<String, String> settings) {
    return Stream.of(values())
        .filter(right -> right.role.equals(grant.role()))
        .filter(
            right -> right.ids.apply(settings).anyMatch(grant.scope().orElse("")::equalsIgnoreCase))
        .map(right -> right.why)
        .findFirst();
  }

  /** Whether a function has this already wherever it asks for it. */
  boolean isHeld(Wanted wanted, Survey survey) {
    return isHeld(wanted, id -> true, survey);
  }

  /** Whether a function has this already at a scope, or does not ask for it there. */
  boolean isHeld(Wanted wanted, String scope, Survey survey) {
    return isHeld(wanted, scope::equalsIgnoreCase, survey);
  }

  private boolean isHeld(Wanted wanted, Predicate<String> scope, Survey survey) {
    String principal =
        survey.identity(wanted.site()).map(each -> "" + each.principalId()).orElse("");
    return ids.apply(wanted.release().settings())
        .filter(scope)
        .allMatch(id -> new Assignment(id, role, principal, false).in(survey.roles()));
  }

  /** Id of the step that makes what is of an id, if it is something of everybody's that is made. */
  static String made(String of) {
    return of.toLowerCase(Locale.ROOT).contains("/blobservices/")
        ? ObjectSources.made(of)
        : BusSources.made(of);
  }
}
