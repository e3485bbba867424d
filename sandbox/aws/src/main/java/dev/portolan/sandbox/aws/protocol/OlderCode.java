package dev.portolan.sandbox.aws.protocol;

/**
 * An error of a service that spoke the query protocol before it spoke JSON: clients go on reading
 * the code of then, which stands in a header.
 *
 * @see <a href="https://smithy.io/2.0/aws/protocols/aws-query-protocol.html">awsQueryCompatible</a>
 */
public interface OlderCode {
  /** As the query protocol has it. */
  String olderCode();
}
