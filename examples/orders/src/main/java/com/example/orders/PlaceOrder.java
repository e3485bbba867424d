package com.example.orders;

import dev.portolan.Context;
import dev.portolan.Http;
import dev.portolan.HttpResponse;
import dev.portolan.PortableFunction;
import dev.portolan.SendsTo;
import java.io.IOException;

/**
 * Takes an order and answers at once: what it takes to pack one is done by whoever takes from the
 * queue. If the queue does not take it, the answer is a 500, and whoever ordered tries again.
 */
@Http(path = "/orders", methods = "POST", access = Http.Access.PUBLIC)
@SendsTo("to-pack")
public final class PlaceOrder implements PortableFunction<Pack.Order, HttpResponse> {
  @Override
  public HttpResponse handle(Pack.Order order, Context context) throws IOException {
    if (order.id() == null || order.id().isBlank()) {
      return HttpResponse.text(400, "an order has an id");
    }
    String message = context.queue("to-pack").send(order);
    return HttpResponse.text(202, "order " + order.id() + " is to be packed: " + message);
  }
}
