package dev.portolan.adapter.googlecloudfunctions;

import com.google.cloud.functions.CloudEventsFunction;
import dev.portolan.Fields;
import dev.portolan.HttpResponse;
import dev.portolan.codec.CodecException;
import dev.portolan.runtime.Deadlines;
import dev.portolan.runtime.FailedInvocation;
import dev.portolan.runtime.Invoker;
import dev.portolan.runtime.ResolvedSecrets;
import io.cloudevents.CloudEvent;
import java.util.Map;

/**
 * The class that Google's server is told to call for the events of a trigger of Cloud Functions'
 * own, such as {@code gcloud functions deploy --trigger-topic}; no request reaches the function.
 *
 * <p>The server reads the event, those of the first generation too, and answers 200 or 500, after
 * which the event comes again where the trigger says so. Function and environment are those of
 * {@link HttpEntryPoint}. Thread-safe.
 */
public final class EventEntryPoint implements CloudEventsFunction {
  private final Limits limits;
  private final Invoker invoker;
  private final Ending ending;
  private final Deadlines deadlines;

  /**
   * Starts the function.
   *
   * @throws dev.portolan.runtime.StartException if that is not possible, with one line that says
   *     why
   */
  public EventEntryPoint() {
    this(System.getenv(), EventEntryPoint.class.getClassLoader());
  }

  private EventEntryPoint(Map<String, String> environment, ClassLoader loader) {
    this(Limits.from(environment), Invoker.open(ResolvedSecrets.hide(environment), loader));
    ending.await();
  }

  EventEntryPoint(Limits limits, Invoker invoker) {
    this.limits = limits;
    this.invoker = invoker;
    this.ending = new Ending(invoker.functionName(), invoker.lifecycle(), limits.drainMillis());
    this.deadlines = new Deadlines(limits.handlerMillis());
    Deadlines.start(deadlines, "portolan-deadlines");
  }

  /**
   * Hands an event to the function, unless it did not ask for it.
   *
   * @throws FailedInvocation if the event shall come again; all else is in the log
   */
  @Override
  public void accept(CloudEvent event) {
    long deadline = System.nanoTime() + limits.handlerMillis() * 1_000_000L;
    EventCall call = new EventCall(event, invoker, limits.secrets(), deadline);
    if (!ending.began()) {
      throw new FailedInvocation(call.id());
    }
    try {
      Object tree = GoogleEvents.event(EventWire.tree(event), Fields.headers(), invoker, call);
      if (tree != null) {
        invoke(tree, call);
      }
    } catch (CodecException malformed) {
      keep(EventWire.tree(event), malformed.getMessage(), call);
    } catch (VirtualMachineError broken) {
      // Out of memory: the event comes again, and the platform puts another process in our place.
      Runtime.getRuntime().halt(1);
    } finally {
      ending.answered();
    }
  }

  private void invoke(Object tree, EventCall call) {
    deadlines.add(call.deadline);
    HttpResponse response = null;
    try {
      response = invoker.eventHere(tree, call);
    } finally {
      if (!deadlines.remove(call.deadline)) {
        response = null;
      }
      Thread.interrupted();
    }
    if (response != null && GoogleEvents.isFinal(response.status())) {
      keep(tree, "the function refused it: " + response.status(), call);
    } else if (response == null || response.status() >= 300) {
      throw new FailedInvocation(call.id());
    }
  }

  private void keep(Object event, String why, EventCall call) {
    if (!GoogleEvents.keep(event, why, invoker, call)) {
      throw new FailedInvocation(call.id());
    }
  }
}
