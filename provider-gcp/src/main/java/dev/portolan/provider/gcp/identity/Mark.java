package dev.portolan.provider.gcp.identity;

import dev.portolan.deploy.model.Owner;
import dev.portolan.deploy.model.PhysicalName;
import dev.portolan.provider.gcp.config.Ownership;
import dev.portolan.provider.gcp.config.Place;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What stands in the description of things that have no labels, so that it is known whose they are:
 * service accounts, and Cloud Scheduler's jobs.
 *
 * @param owner whose it is; a hash where that is too long
 * @param region that it is for: accounts are the project's, all else is a region's
 * @param roles short hashes of the project's roles that we granted to an account. What someone else
 *     granted to it stands there not, and is left alone
 * @param rights short hashes of what we let an account do with a secret, a topic or a bucket, by
 *     its name as {@link dev.portolan.provider.gcp.config.Right} has it; noted, as roles are,
 *     before they are granted
 * @param configuration digest of all that was asked of a job; empty for an account
 */
public record Mark(
    String owner,
    String function,
    String region,
    SortedSet<String> roles,
    SortedSet<String> rights,
    String configuration) {
  /** "The maximum length is 256 UTF-8 bytes"; a job's description holds 500 characters. */
  static final int MAX = 256;

  private static final int MAX_OWNER = 120;
  private static final int DIGITS = 6;
  private static final Pattern TEXT =
      Pattern.compile(
          "Deployed by Portolan for (\\S+), function ([a-z0-9-]+) in ([a-z0-9-]+)"
              + "(?:, roles ([0-9a-f ]+))?(?:, (?:access|secrets) ([0-9a-f ]+))?"
              + "(?:, configuration ([0-9a-f]+))?");

  public Mark {
    roles = new TreeSet<>(roles);
    rights = new TreeSet<>(rights);
  }

  /** The mark of what a function has. */
  public static Mark of(Owner owner, String function, Place place) {
    return new Mark(spelled(owner), function, place.region(), new TreeSet<>(), new TreeSet<>(), "");
  }

  /** What a description says; empty if it is none of ours. */
  public static Optional<Mark> parse(String description) {
    Matcher text = TEXT.matcher(description == null ? "" : description);
    if (!text.matches()) {
      return Optional.empty();
    }
    String configuration = text.group(6) == null ? "" : text.group(6);
    return Optional.of(
        new Mark(
            text.group(1),
            text.group(2),
            text.group(3),
            hashes(text.group(4)),
            hashes(text.group(5)),
            configuration));
  }

  private static SortedSet<String> hashes(String written) {
    return new TreeSet<>(written == null ? List.of() : List.of(written.split(" ")));
  }

  /** Whether it is an owner's, in a place. */
  public boolean of(Owner other, Place place) {
    return owner.equals(spelled(other)) && region.equals(place.region());
  }

  /** The same, with more noted. */
  Mark and(Collection<String> moreRoles, Collection<String> moreRights) {
    SortedSet<String> allRoles = hashed(moreRoles);
    allRoles.addAll(roles);
    SortedSet<String> allRights = hashed(moreRights);
    allRights.addAll(rights);
    return new Mark(owner, function, region, allRoles, allRights, configuration);
  }

  /** The same, with no roles noted but, of those that are, these. */
  Mark onlyRoles(Collection<String> names) {
    SortedSet<String> left = hashed(names);
    left.retainAll(roles);
    return new Mark(owner, function, region, left, rights, configuration);
  }

  /** Hashes of the rights that are noted, but for some. */
  SortedSet<String> rightsBut(Collection<String> names) {
    SortedSet<String> others = new TreeSet<>(rights);
    others.removeAll(hashed(names));
    return others;
  }

  /** The same, with no rights noted of these hashes. */
  Mark without(Collection<String> hashes) {
    SortedSet<String> left = new TreeSet<>(rights);
    left.removeAll(hashes);
    return new Mark(owner, function, region, roles, left, configuration);
  }

  /** The same, with the digest of what was asked for. */
  public Mark withConfiguration(String digest) {
    return new Mark(owner, function, region, roles, rights, digest);
  }

  /** Whether we granted a role. */
  boolean granted(String role) {
    return roles.contains(hash(role));
  }

  /** Whether we gave it a right. */
  boolean holds(String right) {
    return rights.contains(hash(right));
  }

  /** Whether all of it can be written down. */
  boolean fits() {
    return text().length() <= MAX;
  }

  /** The description. */
  public String text() {
    return "Deployed by Portolan for "
        + owner
        + ", function "
        + function
        + " in "
        + region
        + (roles.isEmpty() ? "" : ", roles " + String.join(" ", roles))
        + (rights.isEmpty() ? "" : ", access " + String.join(" ", rights))
        + (configuration.isEmpty() ? "" : ", configuration " + configuration);
  }

  private static SortedSet<String> hashed(Collection<String> names) {
    SortedSet<String> hashes = new TreeSet<>();
    names.forEach(name -> hashes.add(hash(name)));
    return hashes;
  }

  private static String hash(String role) {
    return PhysicalName.hash(role).substring(0, DIGITS);
  }

  private static String spelled(Owner owner) {
    String id = owner.id();
    boolean plain = id.length() <= MAX_OWNER && id.matches("[!-+--~]+");
    return plain ? id : "sha256:" + Ownership.digest(owner);
  }
}
