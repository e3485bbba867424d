package dev.portolan.provider.aws;

import static dev.portolan.deploy.model.Step.Change.CREATE;
import static dev.portolan.deploy.model.Step.Change.DELETE;
import static dev.portolan.deploy.model.Step.Change.UPDATE;
import static dev.portolan.deploy.model.Step.Phase.STAGE;
import static dev.portolan.deploy.model.Step.Phase.SWEEP;

import dev.portolan.deploy.driver.StepList;
import dev.portolan.deploy.model.DeployException;
import dev.portolan.deploy.model.Step;
import java.util.List;
import java.util.Optional;

/** The steps that bring an archive too big for a request into a bucket, and take old ones away. */
record ArchiveSteps(Place place, BucketCalls calls) {
  private static final String KEY = "s3";

  /** Asks for nothing where the archive goes in the request itself. */
  void add(StepList list, Archive archive, boolean ownBucket) throws Exception {
    if (archive.stored().isEmpty()) {
      return;
    }
    Archive.Stored stored = archive.stored().get();
    String bucket = stored.bucket();
    String account = place.account();
    StepList.Lane lane = list.lane(Optional.empty(), KEY);
    boolean exists = calls.exists(bucket, account);
    if (!exists && !ownBucket) {
      throw DeployException.of(
          DeployException.Kind.NOT_FOUND,
          "portolan.aws.bucket names " + bucket + ", and there is no such bucket",
          "make it, or leave the setting out: then one is made");
    }
    if (!exists) {
      Step.Action create =
          run -> {
            if (run.attempt() == 1 || !calls.exists(bucket, account)) {
              calls.create(bucket, place.region());
            }
          };
      String why = "archives over 50 MB go through S3";
      lane.add(STAGE, CREATE, "bucket", "bucket " + bucket, why, List.of(), create);
    }
    if (ownBucket && !(exists && calls.isPrivate(bucket, account))) {
      Step.Action block = run -> calls.makePrivate(bucket, account);
      String why = "nobody else may read it";
      List<String> after = List.of("bucket");
      lane.add(STAGE, UPDATE, "bucket-access", "access to bucket " + bucket, why, after, block);
    }
    if (!exists || !calls.has(stored, account)) {
      Step.Action put = run -> calls.put(archive, stored, account);
      String resource = "s3://" + bucket + "/" + stored.key();
      List<String> after = List.of("bucket", "bucket-access");
      lane.add(STAGE, CREATE, "archive", resource, "it is not there yet", after, put);
    }
    if (exists) {
      sweep(list, bucket, stored.key());
    }
  }

  /** Deletes the owner's archives but one: Lambda keeps its own copy of what it was given. */
  void sweep(StepList list, String bucket, String kept) throws Exception {
    StepList.Lane lane = list.lane(Optional.empty(), KEY);
    for (String key : calls.keys(bucket, place.archivePrefix(), place.account())) {
      if (!key.equals(kept)) {
        Step.Action delete = run -> calls.delete(bucket, key, place.account());
        String resource = "s3://" + bucket + "/" + key;
        lane.add(
            SWEEP, DELETE, "stale " + key, resource, "no deployment needs it", List.of(), delete);
      }
    }
  }
}
