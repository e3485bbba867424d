package dev.portolan.sandbox.aws.protocol;

import java.util.Map;

/** One service of the cloud: how it is spoken to and what it does. */
public interface Service {
  /** As in the signature's credential scope. */
  String signingName();

  WireProtocol protocol();

  OperationTable operations();

  Map<String, Action> actions();

  /** How this service words a broken constraint; takes the whole message. */
  AwsErrorShape invalid();

  /** How this service says that it is asked too often. */
  AwsErrorShape throttled();

  /** How this service says that a resource is busy. */
  AwsErrorShape inProgress();

  /** How this service says that it failed. */
  AwsErrorShape failed();
}
