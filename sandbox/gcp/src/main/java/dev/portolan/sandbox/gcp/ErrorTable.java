package dev.portolan.sandbox.gcp;

import dev.portolan.sandbox.ErrorShape;
import dev.portolan.sandbox.gcp.artifacts.ArtifactError;
import dev.portolan.sandbox.gcp.eventarc.EventarcError;
import dev.portolan.sandbox.gcp.firestore.FirestoreError;
import dev.portolan.sandbox.gcp.functions.FunctionError;
import dev.portolan.sandbox.gcp.functions.StorageError;
import dev.portolan.sandbox.gcp.iam.IamError;
import dev.portolan.sandbox.gcp.logging.LoggingError;
import dev.portolan.sandbox.gcp.project.ProjectError;
import dev.portolan.sandbox.gcp.pubsub.PubSubError;
import dev.portolan.sandbox.gcp.run.RunError;
import dev.portolan.sandbox.gcp.scheduler.SchedulerError;
import dev.portolan.sandbox.gcp.secrets.SecretError;
import dev.portolan.sandbox.gcp.storage.BucketError;
import dev.portolan.sandbox.gcp.wire.CommonError;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Every way in which the control plane refuses, and how well it is known that Google does too. */
public final class ErrorTable {
  private ErrorTable() {}

  public static List<ErrorShape> shapes() {
    return Stream.<ErrorShape[]>of(
            CommonError.values(),
            FunctionError.values(),
            StorageError.values(),
            BucketError.values(),
            FirestoreError.values(),
            RunError.values(),
            IamError.values(),
            ProjectError.values(),
            SecretError.values(),
            ArtifactError.values(),
            PubSubError.values(),
            EventarcError.values(),
            SchedulerError.values(),
            LoggingError.values())
        .flatMap(Stream::of)
        .toList();
  }

  /** As a table in Markdown. */
  public static String markdown() {
    return shapes().stream()
        .map(ErrorShape::row)
        .collect(
            Collectors.joining(
                "\n", "| code | status | message | source |\n|---|---|---|---|\n", "\n"));
  }
}
