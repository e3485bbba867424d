package dev.portolan.provider.aws;

import java.util.Optional;

/**
 * A topic that calls a function, may do so, or shall.
 *
 * @param exists whether there is such a topic
 * @param statement id of the permission that lets it call; empty for none
 */
record SeenTopic(
    String arn, boolean exists, Optional<String> statement, Optional<Subscription> subscription) {
  /**
   * The subscription of the live alias.
   *
   * @param filter its policy; empty where it takes all
   */
  record Subscription(String arn, Optional<String> filter, boolean byAttributes) {}
}
