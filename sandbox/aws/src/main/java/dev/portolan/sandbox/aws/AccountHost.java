package dev.portolan.sandbox.aws;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portolan.deploy.driver.TimeSource;
import dev.portolan.sandbox.ArchiveFolders;
import dev.portolan.sandbox.BlobStore;
import dev.portolan.sandbox.StateStore;
import dev.portolan.sandbox.aws.iam.Permissions;
import dev.portolan.sandbox.aws.iam.Sessions;
import dev.portolan.sandbox.aws.logs.LogEvent;
import dev.portolan.sandbox.aws.logs.LogStore;
import dev.portolan.sandbox.aws.protocol.Identity;
import dev.portolan.sandbox.aws.runtime.FunctionHost;
import dev.portolan.sandbox.aws.runtime.RunSpec;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/** The account around running functions. Their logs are written with the rights of their role. */
final class AccountHost implements FunctionHost {
  private static final long UNZIPPED_LIMIT = 262_144_000;

  private final StateStore state;
  private final BlobStore blobs;
  private final LogStore logs;
  private final Sessions sessions;
  private final TimeSource time;
  private final ArchiveFolders folders;
  private final Consumer<String> tell;
  private final AtomicReference<String> endpoint = new AtomicReference<>();
  private final Set<String> toldAboutLogs = ConcurrentHashMap.newKeySet();

  AccountHost(
      StateStore state,
      BlobStore blobs,
      LogStore logs,
      Sessions sessions,
      TimeSource time,
      Path directory,
      Consumer<String> tell) {
    this.state = state;
    this.blobs = blobs;
    this.logs = logs;
    this.sessions = sessions;
    this.time = time;
    this.folders = new ArchiveFolders(directory.resolve("code"), UNZIPPED_LIMIT);
    this.tell = tell;
  }

  void setEndpoint(String url) {
    endpoint.set(url);
  }

  @Override
  public Path code(RunSpec function) throws IOException {
    return folders.folder(function.code(), () -> blobs.get(function.code()));
  }

  @Override
  public Optional<String> endpoint() {
    return Optional.ofNullable(endpoint.get());
  }

  @Override
  public Map<String, String> credentials(RunSpec function) {
    Identity identity = sessions.assume(function.roleArn());
    return Map.of(
        "AWS_ACCESS_KEY_ID", identity.accessKeyId(),
        "AWS_SECRET_ACCESS_KEY", identity.secretKey(),
        "AWS_SESSION_TOKEN", identity.sessionToken().orElse(""));
  }

  @Override
  public void log(RunSpec function, String stream, List<String> lines) {
    String role = function.roleArn().substring(function.roleArn().lastIndexOf('/') + 1);
    String group =
        "arn:aws:logs:"
            + function.region()
            + ":"
            + EmbeddedAws.ACCOUNT
            + ":log-group:"
            + function.logGroup();
    ObjectNode now = state.read();
    boolean exists =
        now.path("regions")
            .path(function.region())
            .path("logs")
            .path("groups")
            .has(function.logGroup());
    boolean mayWrite =
        Permissions.allow(now, role, "logs:CreateLogStream", group + ":log-stream:" + stream)
            && Permissions.allow(now, role, "logs:PutLogEvents", group + ":log-stream:" + stream);
    boolean mayCreate = Permissions.allow(now, role, "logs:CreateLogGroup", group + ":*");
    if (!mayWrite || !(exists || mayCreate)) {
      if (toldAboutLogs.add(function.name())) {
        tell.accept(
            function.name()
                + " cannot write its log: "
                + (mayWrite
                    ? "there is no log group "
                        + function.logGroup()
                        + " and its role may not make one"
                    : "its role may not write to " + function.logGroup()));
      }
      return;
    }
    if (!exists) {
      create(function, group);
    }
    long millis = time.now().toEpochMilli();
    logs.append(
        function.region(),
        function.logGroup(),
        lines.stream().map(line -> new LogEvent(stream, millis, millis, line)).toList());
  }

  private void create(RunSpec function, String arn) {
    state.change(
        tree ->
            tree.withObject("/regions")
                .withObjectProperty(function.region())
                .withObjectProperty("logs")
                .withObjectProperty("groups")
                .withObjectProperty(function.logGroup())
                .put("logGroupName", function.logGroup())
                .put("creationTime", time.now().toEpochMilli())
                .put("metricFilterCount", 0)
                .put("arn", arn + ":*")
                .put("logGroupArn", arn)
                .put("logGroupClass", "STANDARD"));
  }

  @Override
  public void tell(String line) {
    tell.accept(line);
  }
}
