package dev.portolan.provider.aws;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QueueNameTest {
  private static Optional<String> region(String host) {
    return QueueName.parse("https://" + host + "/123456789012/to-pack").orElseThrow().region();
  }

  /**
   * @see <a href="https://docs.aws.amazon.com/general/latest/gr/sqs-service.html">Endpoints of
   *     SQS</a>
   */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "sqs.eu-west-1.amazonaws.com",
        "sqs-fips.eu-west-1.amazonaws.com",
        "eu-west-1.queue.amazonaws.com",
        "vpce-0a1b-xyz.sqs.eu-west-1.vpce.amazonaws.com",
        "sqs.eu-west-1.api.aws"
      })
  void theRegionStandsInTheHost(String host) {
    assertEquals(Optional.of("eu-west-1"), region(host));
  }

  @Test
  void theOldHostWithoutARegionIsThatOfTheFirst() {
    assertEquals(Optional.of("us-east-1"), region("queue.amazonaws.com"));
  }

  @Test
  void chinaHasHostsOfItsOwn() {
    assertEquals(Optional.of("cn-north-1"), region("sqs.cn-north-1.amazonaws.com.cn"));
    assertEquals(Optional.of("cn-north-1"), region("cn-north-1.queue.amazonaws.com.cn"));
  }

  @Test
  void anotherHostOfAwsIsNoQueues() {
    assertEquals(
        Optional.empty(),
        QueueName.parse("https://sns.eu-west-1.amazonaws.com/123456789012/to-pack"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://sqs.eu-west-1.evil.example/123456789012/to-pack",
        "https://evil.example/123456789012/to-pack",
        "https://sqs.eu-west-1.evil.example#.amazonaws.com/123456789012/to-pack",
        "https://sqs.eu-west-1.amazonaws.com@evil.example/123456789012/to-pack",
        "http://sqs.eu-west-1.amazonaws.com/123456789012/to-pack"
      })
  void nothingIsSentToOthersOrInPlainHttp(String url) {
    assertEquals(Optional.empty(), QueueName.parse(url));
  }

  @ParameterizedTest
  @ValueSource(strings = {"sqs.eusc-de-east-1.amazonaws.eu", "sqs.us-iso-east-1.c2s.ic.gov"})
  void otherPartitionsHaveHostsOfTheirOwn(String host) {
    assertEquals(Optional.of(host.split("\\.")[1]), region(host));
  }

  @Test
  void aHostOfThisMachineNeedsNoRegion() {
    assertEquals(
        "to-pack",
        QueueName.parse("http://localhost:4566/123456789012/to-pack").orElseThrow().name());
    assertEquals(Optional.empty(), region("127.0.0.1:4566"));
    assertEquals(Optional.of("eu-west-1"), region("sqs.eu-west-1.localhost:4566"));
  }
}
