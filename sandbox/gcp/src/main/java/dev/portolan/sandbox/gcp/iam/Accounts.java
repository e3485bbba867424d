package dev.portolan.sandbox.gcp.iam;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.iam.admin.v1.ServiceAccount;
import dev.portolan.sandbox.gcp.wire.Delays;
import dev.portolan.sandbox.gcp.wire.Kind;
import dev.portolan.sandbox.gcp.wire.Project;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

/** The service accounts of the project, by e-mail address. */
public final class Accounts {
  static final Kind<ServiceAccount> KIND =
      new Kind<>("serviceAccounts", ServiceAccount.getDefaultInstance());
  private static final String MADE = "serviceAccountsMade";

  private final Supplier<Delays> delays;

  public Accounts(Supplier<Delays> delays) {
    this.delays = delays;
  }

  void made(ObjectNode tree, ServiceAccount account, Instant now) {
    KIND.put(tree, account.getEmail(), account);
    tree.withObjectProperty(MADE).put(account.getEmail(), now.toString());
  }

  /** The account, once it can be read. */
  Optional<ServiceAccount> readable(ObjectNode tree, String email, Instant now) {
    return since(tree, email, now, delays.get().readable())
        ? KIND.find(tree, email)
        : Optional.empty();
  }

  /** Whether services accept it: it is there long enough, or is one that Google made. */
  public boolean usable(ObjectNode tree, String email, Instant now) {
    return isGoogles(email)
        || KIND.has(tree, email) && since(tree, email, now, delays.get().usable());
  }

  /** Whether it would be one of the project's own, and is not there: deleted, or never made. */
  public static boolean isGone(ObjectNode tree, String email) {
    return email.endsWith("@" + Project.ID + ".iam.gserviceaccount.com")
        && !isGoogles(email)
        && !KIND.has(tree, email);
  }

  private static boolean isGoogles(String email) {
    return email.equals(Project.DEFAULT_ACCOUNT)
        || email.startsWith("service-" + Project.NUMBER + "@gcp-sa-")
        || email.equals(
            "service-" + Project.NUMBER + "@serverless-robot-prod.iam.gserviceaccount.com")
        || email.equals(
            "service-" + Project.NUMBER + "@gs-project-accounts.iam.gserviceaccount.com")
        || email.equals(Project.NUMBER + "@cloudservices.gserviceaccount.com")
        || email.equals(Project.DEPLOYER);
  }

  private static boolean since(ObjectNode tree, String email, Instant now, Duration delay) {
    String made = tree.path(MADE).path(email).asText();
    return made.isEmpty() || !now.isBefore(Instant.parse(made).plus(delay));
  }
}
