package dev.portolan.provider.gcp.access;

import dev.portolan.deploy.model.Step;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What a step needs of Google: an API that is enabled, and permissions.
 *
 * @see <a href="https://cloud.google.com/iam/docs/permissions-reference">permissions</a>
 */
enum Need {
  SERVICE("service", "run.googleapis.com", "run.services.", "get", "create", "update"),
  SERVICE_GONE("service", "run.googleapis.com", "run.services.", "get", "delete"),
  TRAFFIC("traffic", "run.googleapis.com", "run.services.", "get", "update"),
  INVOKER("invokers", "run.googleapis.com", "run.services.", "getIamPolicy", "setIamPolicy"),
  REVISION("revision", "run.googleapis.com", "run.revisions.", "get", "delete"),
  FUNCTION(
      "function",
      "cloudfunctions.googleapis.com",
      "cloudfunctions.functions.",
      "get",
      "create",
      "update",
      "sourceCodeSet"),
  FUNCTION_GONE(
      "function", "cloudfunctions.googleapis.com", "cloudfunctions.functions.", "get", "delete"),
  BUILD("function", "cloudbuild.googleapis.com", ""),
  KEPT_IMAGE("function", "artifactregistry.googleapis.com", ""),
  IMAGE(
      "image",
      "artifactregistry.googleapis.com",
      "artifactregistry.repositories.",
      "downloadArtifacts",
      "uploadArtifacts"),
  REPOSITORY(
      "repository",
      "artifactregistry.googleapis.com",
      "artifactregistry.repositories.",
      "get",
      "create"),
  ACCOUNT(
      "account", "iam.googleapis.com", "iam.serviceAccounts.", "get", "create", "update", "actAs"),
  ACCOUNT_GONE("account", "iam.googleapis.com", "iam.serviceAccounts.", "get", "delete"),
  ROLES(
      "roles",
      "cloudresourcemanager.googleapis.com",
      "resourcemanager.projects.",
      "getIamPolicy",
      "setIamPolicy"),
  SECRET(
      "secret",
      "secretmanager.googleapis.com",
      "secretmanager.secrets.",
      "getIamPolicy",
      "setIamPolicy"),
  ACCESS(
      "access",
      "secretmanager.googleapis.com",
      "secretmanager.secrets.",
      "getIamPolicy",
      "setIamPolicy"),
  SENDERS("senders", "pubsub.googleapis.com", "pubsub.topics.", "getIamPolicy", "setIamPolicy"),
  FORWARDING(
      "forwarding",
      "pubsub.googleapis.com",
      "pubsub.",
      "topics.getIamPolicy",
      "topics.setIamPolicy",
      "subscriptions.get",
      "subscriptions.list",
      "subscriptions.update",
      "subscriptions.getIamPolicy",
      "subscriptions.setIamPolicy"),
  READERS("readers", "storage.googleapis.com", "storage.buckets.", "getIamPolicy", "setIamPolicy"),
  WRITERS("writers", "storage.googleapis.com", "storage.buckets.", "getIamPolicy", "setIamPolicy"),
  TRIGGER("trigger", "eventarc.googleapis.com", "eventarc.triggers.", "get", "create", "update"),
  TRIGGER_GONE("trigger", "eventarc.googleapis.com", "eventarc.triggers.", "get", "delete"),
  JOB("job", "cloudscheduler.googleapis.com", "cloudscheduler.jobs.", "get", "create", "update"),
  JOB_GONE("job", "cloudscheduler.googleapis.com", "cloudscheduler.jobs.", "get", "delete"),
  TRANSPORT("trigger", "pubsub.googleapis.com", "pubsub.subscriptions.", "get", "update"),
  TOPIC("topic", "pubsub.googleapis.com", "pubsub.topics.", "get", "create"),
  BUCKET("bucket", "storage.googleapis.com", "storage.buckets.", "get", "create");

  /** Those of steps that make and of steps that delete. */
  private static final Set<String> EITHER =
      Set.of("ROLES", "REVISION", "ACCESS", "SENDERS", "READERS", "WRITERS", "FORWARDING");

  private final String resource;
  private final String api;
  private final List<String> permissions;

  /**
   * A need.
   *
   * @param resource first word of what a step changes
   * @param verbs of permissions, after their common beginning
   */
  Need(String resource, String api, String beginning, String... verbs) {
    this.resource = resource;
    this.api = api;
    this.permissions = List.of(verbs).stream().map(beginning::concat).toList();
  }

  private boolean of(Step step) {
    boolean gone = name().endsWith("_GONE");
    boolean both = EITHER.contains(name());
    return step.resource().split(" ", 2)[0].equals(resource)
        && (both || gone == (step.change() == Step.Change.DELETE));
  }

  /** The APIs that steps call. */
  static SortedSet<String> apis(Collection<Step> steps) {
    SortedSet<String> all = new TreeSet<>();
    for (Need need : values()) {
      if (steps.stream().anyMatch(need::of)) {
        all.add(need.api);
      }
    }
    return all;
  }

  /** The permissions that steps need, the APIs' aside. */
  static SortedSet<String> permissions(Collection<Step> steps) {
    SortedSet<String> all = new TreeSet<>();
    for (Step step : steps) {
      for (Need need : values()) {
        if (need.of(step)) {
          need.permissions.stream().filter(each -> !spared(step, each)).forEach(all::add);
        }
      }
    }
    return all;
  }

  /**
   * What is created need not be updated, and what is there need not be created. "If you created the
   * service account, you are automatically granted" {@code iam.serviceAccounts.actAs} on it.
   *
   * @see <a href="https://cloud.google.com/scheduler/docs/http-target-auth">actAs</a>
   */
  private static boolean spared(Step step, String permission) {
    if (permission.startsWith("pubsub.subscriptions.")) {
      return false;
    }
    boolean made = step.change() == Step.Change.CREATE || step.change() == Step.Change.PUBLISH;
    return switch (permission.substring(permission.lastIndexOf('.') + 1)) {
      case "create" -> !made;
      case "update", "actAs" -> made;
      default -> false;
    };
  }

  /**
   * Whether a permission must be had on the project: there is nothing else yet that a policy could
   * hang on, or things of that kind have none.
   */
  static boolean onProject(String permission) {
    return permission.endsWith(".create")
        || permission.startsWith("resourcemanager.")
        || permission.startsWith("serviceusage.")
        || permission.startsWith("pubsub.subscriptions.")
        || permission.startsWith("cloudscheduler.");
  }
}
