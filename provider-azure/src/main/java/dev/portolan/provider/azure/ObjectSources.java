package dev.portolan.provider.azure;

import dev.portolan.deploy.driver.Obstacles;
import dev.portolan.deploy.driver.Settings;
import dev.portolan.deploy.driver.StepList;
import dev.portolan.deploy.model.Application;
import dev.portolan.deploy.model.DeployException.Kind;
import dev.portolan.deploy.model.FunctionSpec;
import dev.portolan.deploy.model.PhysicalName;
import dev.portolan.deploy.model.Step.Change;
import dev.portolan.deploy.model.Step.Phase;
import dev.portolan.provider.azure.access.Preflight;
import dev.portolan.provider.azure.config.BucketUse;
import dev.portolan.provider.azure.config.ContainerName;
import dev.portolan.provider.azure.config.ObjectKind;
import dev.portolan.provider.azure.config.Place;
import dev.portolan.provider.azure.grid.Container;
import dev.portolan.provider.azure.grid.ObjectCalls;
import dev.portolan.provider.azure.grid.StorageAccount;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The containers whose objects functions are told of, read or store. They are everybody's, so they
 * bear no owner and are never deleted; one that is missing is made where a setting says so. What is
 * a function's own is the right to those that it names.
 */
final class ObjectSources {
  private final SortedMap<String, Container> containers;
  private final Set<String> told;
  private final Set<String> used;
  private final boolean create;

  private ObjectSources(
      SortedMap<String, Container> containers, Set<String> told, Set<String> used, boolean create) {
    this.containers = containers;
    this.told = told;
    this.used = used;
    this.create = create;
  }

  /** Looks at the containers, if any function names one. */
  static ObjectSources look(Session session, Application application, Settings given)
      throws Exception {
    Set<String> told = words(application, ObjectKind::buckets);
    Set<String> used = words(application, BucketUse::buckets);
    List<ContainerName> names =
        Stream.concat(told.stream(), used.stream())
            .distinct()
            .map(word -> ContainerName.of(word, given))
            .toList();
    SortedMap<String, Container> all = new TreeMap<>();
    if (!names.isEmpty()) {
      ObjectCalls calls = session.objects();
      List<StorageAccount> accounts = calls.accounts();
      for (ContainerName name : names) {
        all.put(name.word(), Container.look(calls, name, accounts));
      }
    }
    return new ObjectSources(all, told, used, session.settings().createContainers());
  }

  private static Set<String> words(
      Application application, Function<FunctionSpec, Stream<String>> of) {
    return application.functions().stream()
        .flatMap(of)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /**
   * The settings that tell of which containers' objects a function is told, and where others are.
   */
  SortedMap<String, String> settings(FunctionSpec function) {
    SortedMap<String, String> all = new TreeMap<>();
    for (ObjectKind kind : ObjectKind.values()) {
      kind.bucket(function)
          .ifPresent(bucket -> all.put(kind.setting(), containers.get(bucket).id()));
    }
    BucketUse.put(
        function, word -> containers.get(word).place(), word -> containers.get(word).id(), all);
    return all;
  }

  /**
   * Tells what is not there, what cannot be used as it is asked for, and what is an owner's own.
   */
  void check(String subscription, Survey survey, Obstacles obstacles) {
    for (Container each : containers.values()) {
      if (each.account().isEmpty()) {
        obstacles.problem(
            Kind.NOT_FOUND,
            each.shown(),
            "subscription %s has no such storage account that you may see".formatted(subscription),
            "set portolan.azure.objects to one that it has; 'az storage account list' tells them");
      } else if (Survey.named(survey.accounts(), each.name().account())
          .filter(survey::ours)
          .isPresent()) {
        obstacles.problem(
            Kind.INVALID_CONFIGURATION,
            each.shown(),
            "the account is of what is deployed, and goes with it",
            another(each));
      } else if (isUnfit(each, each.account().get(), obstacles)) {
        continue;
      } else if (!each.there() && !create) {
        obstacles.problem(
            Kind.NOT_FOUND,
            each.shown(),
            "there is none of that name in the account",
            "run 'az storage container create --auth-mode login --name %s --account-name %s', %s,"
                    .formatted(each.name().container(), each.name().account(), another(each))
                + " or set portolan.azure.createContainers=true");
      }
    }
  }

  /** Tells why one is not what functions ask for; says whether it is so. */
  private boolean isUnfit(Container each, StorageAccount account, Obstacles obstacles) {
    boolean untold = told.contains(each.name().word()) && !account.isTold();
    boolean unreached = used.contains(each.name().word()) && account.blobs().isEmpty();
    String why = "";
    String hint = another(each);
    if (account.hierarchical()) {
      why = StorageAccount.DIRECTORIES;
    } else if (untold) {
      why =
          "the account is of the kind %s, of whose objects Event Grid tells nothing"
              .formatted(account.kind());
      hint += upgrade(account);
    } else if (unreached && account.endpoint().isEmpty()) {
      why =
          "Azure tells no address for blobs of the account, which is of the kind %s"
              .formatted(account.kind());
    } else if (unreached) {
      why =
          "Azure says that the account's blobs are at %s, which is no host that Azure gives to it,"
                  .formatted(account.endpoint())
              + " and functions are sent nowhere else";
    }
    if (!why.isEmpty()) {
      obstacles.problem(Kind.UNSUPPORTED, each.shown(), why, hint);
    }
    return !why.isEmpty();
  }

  /** The kind of before has one after it, into which an account can be made. */
  private static String upgrade(StorageAccount account) {
    return account.kind().equals("Storage")
        ? (", or run 'az storage account update --set kind=StorageV2 --access-tier=Hot"
                + " --name %s --resource-group %s'")
            .formatted(account.name(), account.group())
        : "";
  }

  private static String another(Container each) {
    return "name another with portolan.azure.names." + each.name().word();
  }

  /** Whether we may make what is missing, and give rights to it, in somebody else's account. */
  void allowed(List<Wanted> all, Survey survey, Preflight preflight) throws Exception {
    for (Container each : containers.values()) {
      String account = each.account().orElseThrow().id();
      boolean held =
          all.stream()
              .allMatch(
                  wanted ->
                      Right.READ.isHeld(wanted, each.id(), survey)
                          && Right.STORE.isHeld(wanted, each.id(), survey));
      if (!held) {
        preflight.may(
            each.there() ? each.id() : account,
            BusSources.GRANT,
            "by which a function may read from the container, or store in it",
            "have Role Based Access Control Administrator there");
      }
      if (!each.there()) {
        preflight.may(
            account,
            "Microsoft.Storage/storageAccounts/blobServices/containers/write",
            "by which the container is made",
            "have Storage Account Contributor or Contributor there, or make it by hand");
      }
    }
  }

  /** Id of the step that makes a container, if it is made. */
  static String made(String of) {
    String id = of.toLowerCase(Locale.ROOT);
    return "objects:" + Place.last(id) + "-" + PhysicalName.hash(id);
  }

  /** Adds the steps that make what is missing, each once. */
  void add(StepList list, Session session) {
    for (Container each : containers.values()) {
      String step = made(each.id());
      if (!each.there() && !list.has(step)) {
        list.lane(Optional.empty(), step)
            .add(
                Phase.STAGE,
                Change.CREATE,
                step,
                "blob " + each.shown(),
                "there is none, and portolan.azure.createContainers is true",
                List.of(),
                run -> session.objects().create(each.id()));
      }
    }
  }
}
