package dev.portolan.sandbox.aws.s3;

import dev.portolan.sandbox.BlobStore;
import dev.portolan.sandbox.aws.protocol.Action;
import dev.portolan.sandbox.aws.protocol.AwsErrorShape;
import dev.portolan.sandbox.aws.protocol.OperationTable;
import dev.portolan.sandbox.aws.protocol.Service;
import dev.portolan.sandbox.aws.protocol.WireProtocol;
import java.util.HashMap;
import java.util.Map;

/** S3. */
public final class S3 implements Service {
  private static final OperationTable OPERATIONS =
      OperationTable.read("/dev/portolan/sandbox/aws/s3.operations");
  private final WireProtocol protocol = new S3Wire();
  private final Map<String, Action> actions;

  /** {@code notices} takes what functions are to be told of objects. */
  public S3(BlobStore blobs, Notices notices) {
    Map<String, Action> all = new HashMap<>(BucketActions.all());
    all.putAll(BucketSettings.all());
    all.putAll(NotificationActions.all());
    Telling telling = new Telling(notices);
    all.putAll(new ObjectActions(blobs, telling).all());
    all.putAll(new MultipartActions(blobs, telling).all());
    all.put("CopyObject", new CopyAction(telling)::copy);
    actions = Map.copyOf(all);
  }

  @Override
  public String signingName() {
    return "s3";
  }

  @Override
  public WireProtocol protocol() {
    return protocol;
  }

  @Override
  public OperationTable operations() {
    return OPERATIONS;
  }

  @Override
  public Map<String, Action> actions() {
    return actions;
  }

  @Override
  public AwsErrorShape invalid() {
    return S3Error.INVALID;
  }

  @Override
  public AwsErrorShape throttled() {
    return S3Error.SLOW_DOWN;
  }

  @Override
  public AwsErrorShape inProgress() {
    return S3Error.ABORTED;
  }

  @Override
  public AwsErrorShape failed() {
    return S3Error.INTERNAL;
  }
}
