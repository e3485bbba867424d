package dev.portolan.adapter.springcloudfunction;

import dev.portolan.Context;
import dev.portolan.PortableFunction;
import java.util.function.Function;
import org.springframework.messaging.Message;

/** A {@code PortableFunction} as Spring's catalog calls functions. */
final class PortableBean implements Function<Message<?>, Object> {
  private final PortableFunction<Object, Object> function;
  private final String name;
  private final boolean event;
  private final boolean nothing;

  /**
   * @param event whether it takes an event, and not its data alone
   * @param nothing whether it takes nothing at all
   */
  PortableBean(
      PortableFunction<Object, Object> function, String name, boolean event, boolean nothing) {
    this.function = function;
    this.name = name;
    this.event = event;
    this.nothing = nothing;
  }

  @Override
  public Object apply(Message<?> message) {
    Object input = event ? EventWire.event(message) : nothing ? null : message.getPayload();
    Object told = message.getHeaders().get(HttpWire.CONTEXT);
    Context context = told instanceof Context own ? own : new MessageContext(name, message);
    try {
      return function.handle(input, context);
    } catch (RuntimeException failed) {
      throw failed;
    } catch (Exception failed) {
      throw new IllegalStateException(failed);
    }
  }
}
