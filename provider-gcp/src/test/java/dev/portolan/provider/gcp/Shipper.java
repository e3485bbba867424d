package dev.portolan.provider.gcp;

import dev.portolan.Bucket;
import dev.portolan.Context;
import dev.portolan.Event;
import dev.portolan.PortableFunction;
import dev.portolan.StoredObject;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Reads an order, stores its label, sends it on and removes the order. */
public final class Shipper implements PortableFunction<Event<String>, Void> {
  @Override
  public Void handle(Event<String> event, Context context) throws Exception {
    Bucket orders = context.bucket("order-papers");
    String key = event.data();
    String order;
    try (StoredObject object = orders.get(key).orElseThrow()) {
      order = new String(object.bytes(1000), StandardCharsets.UTF_8);
    }
    byte[] label = ("label of " + order).getBytes(StandardCharsets.UTF_8);
    context.bucket("labels").put("printed/" + key, label, "text/plain");
    context.queue("to-pack").send(List.of(order));
    context.bucket("labels").delete("drafts/" + key);
    context.logger().log(System.Logger.Level.INFO, "shipped " + orders.get("no such").isPresent());
    return null;
  }
}
