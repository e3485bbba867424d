package dev.portolan.adapter.awslambda;

import dev.portolan.testkit.adapter.FailureContract;
import dev.portolan.testkit.adapter.HttpContract;
import dev.portolan.testkit.adapter.LifeContract;

/**
 * What an adapter must do that is called by requests: all of its contract but documents and events,
 * to which it makes no difference what writes the requests.
 */
interface GatewayContract extends HttpContract, FailureContract, LifeContract {

  /** What somebody has put before a function departs from what all platforms do alike. */
  @Override
  default boolean isPlatform() {
    return false;
  }
}
