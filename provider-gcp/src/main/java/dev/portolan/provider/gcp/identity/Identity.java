package dev.portolan.provider.gcp.identity;

import dev.portolan.deploy.model.Owner;
import dev.portolan.provider.gcp.config.Place;
import dev.portolan.provider.gcp.config.Right;
import dev.portolan.provider.gcp.serving.Shape;
import dev.portolan.provider.gcp.serving.Wanted;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Who a function runs as, and calls itself with its events: an account of its own, or one that is
 * there, which is used as it is.
 *
 * @param email the account's
 * @param own whether it is the function's own
 * @param roles that its own account has in the project
 * @param rights that its own account has at single things, as {@link Right} names them
 */
public record Identity(
    String function,
    String email,
    boolean own,
    Mark mark,
    SortedSet<String> roles,
    SortedSet<String> rights) {
  /**
   * What an account needs in the project that is called with events of Cloud Storage and Firestore;
   * it "isn't required if you're routing direct events from Pub/Sub".
   *
   * @see <a href="https://cloud.google.com/eventarc/docs/functions/roles-permissions">the role</a>
   */
  private static final String RECEIVER = "roles/eventarc.eventReceiver";

  /** "The maximum length is 100 UTF-8 bytes". */
  private static final int MOST_NAME = 100;

  /** What a function asks for. */
  public static Identity of(Wanted wanted, Place place) {
    boolean own = wanted.hasOwnAccount();
    SortedSet<String> roles = new TreeSet<>(wanted.settings().roles());
    if (own && wanted.receivesDirectly()) {
      roles.add(RECEIVER);
    }
    return new Identity(
        wanted.name(),
        wanted.account(),
        own,
        Mark.of(wanted.owner(), wanted.name(), place),
        roles,
        own ? rights(wanted.shape(), place) : new TreeSet<>());
  }

  /** The rights that a revision needs at single things. */
  public static SortedSet<String> rights(Shape shape, Place place) {
    SortedSet<String> rights = Right.noted(shape.environment());
    for (String version : shape.secrets().values()) {
      String secret = version.substring(0, version.lastIndexOf('#'));
      rights.add(Right.ofSecret(secret, place).text());
    }
    return rights;
  }

  /** A function's own account, as one that may do nothing. */
  static Identity none(Owner owner, String function, String email, Place place) {
    return new Identity(
        function, email, true, Mark.of(owner, function, place), new TreeSet<>(), new TreeSet<>());
  }

  /** What stands before the at sign. */
  String id() {
    return email.substring(0, email.indexOf('@'));
  }

  /** What people see in lists. */
  String displayName() {
    String name = function + " of " + mark.owner();
    return name.length() <= MOST_NAME ? name : name.substring(0, MOST_NAME);
  }
}
