package dev.portolan.provider.azure;

import com.azure.core.util.BinaryData;
import dev.portolan.deploy.driver.StepList;
import dev.portolan.deploy.model.DeployException;
import dev.portolan.deploy.model.Owner;
import dev.portolan.deploy.model.Step.Change;
import dev.portolan.deploy.model.Step.Phase;
import dev.portolan.provider.azure.config.Names;
import dev.portolan.provider.azure.site.Live;
import dev.portolan.provider.azure.site.Release;
import dev.portolan.provider.azure.wire.ChangedMeanwhile;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** What is kept for rollbacks, where no function may write: packages, and records of releases. */
final class Shelf {
  static final String PACKAGE = "package";

  private final StepList list;
  private final Session session;
  private final Owner owner;
  private final Survey survey;
  private final String account;

  /**
   * For one plan.
   *
   * @param account name of the account that it is in
   */
  Shelf(StepList list, Session session, Owner owner, Survey survey, String account) {
    this.list = list;
    this.session = session;
    this.owner = owner;
    this.survey = survey;
    this.account = account;
  }

  /** Keeps the package and its record, if they are not kept. */
  void keep(Wanted wanted) {
    String shelf = Names.shelf(owner, wanted.name());
    String content = wanted.release().packageName(shelf);
    String record = Release.recordName(shelf, wanted.release().version());
    boolean known = survey.kept().isPresent();
    boolean contentThere = known && survey.kept().get().contains(content);
    boolean recordThere = known && survey.kept().get().contains(record);
    if (contentThere && recordThere) {
      return;
    }
    list.lane(Optional.of(wanted.name()), "around:" + wanted.site())
        .add(
            Phase.STAGE,
            Change.PUBLISH,
            PACKAGE,
            "package " + wanted.release().packageName(wanted.name()),
            "it is not kept yet, for a rollback to it",
            List.of(SharedSteps.RELEASES, SharedSteps.KEEPER),
            run -> {
              var blobs = session.blobs(owner, required());
              if (!contentThere) {
                blobs.put(content, BinaryData.fromFile(wanted.content()));
              }
              if (!recordThere) {
                blobs.put(record, BinaryData.fromString(wanted.release().json()));
              }
            });
  }

  /** Deletes what is kept and no version needs. */
  void sweep(String function, List<String> versions) {
    List<String> names =
        List.copyOf(
            Release.superfluous(
                survey.kept().orElse(new TreeSet<>()), Names.shelf(owner, function), versions));
    if (!names.isEmpty()) {
      list.lane(Optional.of(function), "kept:" + function)
          .add(
              Phase.SWEEP,
              Change.DELETE,
              "kept",
              "packages of " + function + " that are no longer kept",
              names.size() + " blobs that no kept version needs",
              List.of(),
              run -> {
                for (String name : names) {
                  session.blobs(owner, required()).delete(name);
                }
              });
    }
  }

  /**
   * What is kept of a version; empty if nothing is.
   *
   * @throws DeployException if it is the record of another: whoever may write there may have
   */
  Optional<Release> kept(String function, String version) throws Exception {
    if (address().isEmpty()) {
      return Optional.empty();
    }
    String record = Release.recordName(Names.shelf(owner, function), version);
    Optional<BinaryData> json = session.blobs(owner, required()).get(record);
    if (json.isEmpty()) {
      return Optional.empty();
    }
    Release release = Release.parse(json.get().toString());
    if (!release.version().equals(version)) {
      throw changed("the record of " + version);
    }
    return Optional.of(release);
  }

  /**
   * The settings of a release whose publishing has not ended, and of the one before it: what a run
   * that died may have given rights for. What is not kept any more, or is the record of another, is
   * left out.
   */
  List<Map<String, String>> halfway(Live live) throws Exception {
    return live.served().pending().isPresent()
        ? settings(live.function(), live.served().order().stream().limit(2).toList())
        : List.of();
  }

  /** The settings of those versions of which a record is kept that is theirs. */
  List<Map<String, String>> settings(String function, List<String> versions) throws Exception {
    List<Map<String, String>> all = new ArrayList<>();
    for (String version : versions) {
      try {
        kept(function, version).ifPresent(release -> all.add(release.settings()));
      } catch (DeployException changed) {
        continue;
      }
    }
    return all;
  }

  private static DeployException changed(String what) {
    return DeployException.of(
        DeployException.Kind.INVALID_CONFIGURATION,
        what + " is not what was kept under that name, and is not published",
        "see who has written to the storage account, and deploy the function again");
  }

  /**
   * The package of a release that is kept.
   *
   * @throws DeployException if it is not there, or is another than its name says
   */
  BinaryData content(String function, Release release) throws Exception {
    BinaryData content = kept(function, release);
    if (!sha256(content).equals(release.sha256())) {
      throw changed("the package of " + release.version());
    }
    return content;
  }

  private static String sha256(BinaryData content) {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-256").digest(content.toBytes()));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  private BinaryData kept(String function, Release release) throws Exception {
    return session
        .blobs(owner, required())
        .get(release.packageName(Names.shelf(owner, function)))
        .orElseThrow(
            () ->
                DeployException.of(
                    DeployException.Kind.NOT_FOUND,
                    "the package of " + release.version() + " is no longer kept",
                    "deploy the function again"));
  }

  private String required() throws Exception {
    return address()
        .orElseThrow(() -> new ChangedMeanwhile("storage account " + account + " is gone"));
  }

  /** Where the account's blobs are, once there is an account. */
  private Optional<String> address() throws Exception {
    Optional<String> known = survey.account().flatMap(Session::blobs);
    return known.isPresent()
        ? known
        : session.accounts(owner).glance(account).flatMap(Session::blobs);
  }
}
