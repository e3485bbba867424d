package dev.portolan.adapter.awslambda;

import dev.portolan.Fields;
import dev.portolan.HttpRequest;
import dev.portolan.HttpResponse;
import dev.portolan.Identity;

/** Translates between one payload of a gateway and HTTP. */
interface GatewayWire {

  /**
   * The request in the payload.
   *
   * @throws RuntimeException if a part of it is of another type than documented, or could not be
   *     HTTP
   */
  HttpRequest request();

  /** Who calls, as far as the gateway verified it; {@code null} for anybody. */
  Identity identity();

  /** Why these headers cannot be sent; {@code null} if they can. */
  String problem(Fields headers);

  /** The answer, in the form that the gateway reads. */
  byte[] answer(HttpResponse response);

  /** The longest answer that the gateway takes, in bytes. */
  int longest();
}
