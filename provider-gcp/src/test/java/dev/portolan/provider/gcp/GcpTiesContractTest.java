package dev.portolan.provider.gcp;

import com.google.cloud.functions.BackgroundFunction;
import com.google.cloud.functions.CloudEventsFunction;
import com.google.cloud.functions.HttpFunction;
import com.google.cloud.functions.HttpRequest;
import com.google.cloud.functions.HttpResponse;
import com.google.cloud.functions.TypedFunction;
import com.google.cloud.scheduler.v1.CloudSchedulerSettings;
import dev.portolan.Context;
import dev.portolan.Http;
import dev.portolan.PortableFunction;
import dev.portolan.deploy.driver.Provider;
import dev.portolan.deploy.driver.Settings;
import dev.portolan.testkit.TiesContract;
import io.cloudevents.CloudEvent;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Holds what the provider says of itself to what it does, and to Google's own libraries. */
class GcpTiesContractTest implements TiesContract {
  @Override
  public Provider provider() {
    return new GcpProvider();
  }

  @Override
  public Settings newest() {
    return Settings.of(Map.of("runtime", "java25"));
  }

  @Override
  public Map<Class<?>, List<String>> tied() {
    return Map.of(
        Requests.class,
        List.of("google-entry-point service"),
        Events.class,
        List.of("google-entry-point accept"),
        Background.class,
        List.of("google-entry-point accept"),
        Typed.class,
        List.of("google-entry-point apply"),
        Portable.class,
        List.of("google-cloud handle", "google-environment handle"));
  }

  /** As the documentation of Cloud Functions writes one. */
  public static final class Requests implements HttpFunction {
    @Override
    public void service(HttpRequest request, HttpResponse response) throws IOException {
      response.getWriter().write(request.getPath());
    }
  }

  /** The same of events. */
  public static final class Events implements CloudEventsFunction {
    @Override
    public void accept(CloudEvent event) {
      Objects.requireNonNull(event.getId());
    }
  }

  /** The same of events of the first generation. */
  public static final class Background implements BackgroundFunction<String> {
    @Override
    public void accept(String payload, com.google.cloud.functions.Context context) {
      Objects.requireNonNull(context.eventId());
    }
  }

  /** The same of types of one's own. */
  public static final class Typed implements TypedFunction<String, String> {
    @Override
    public String apply(String input) {
      return input;
    }
  }

  /** A function of ours that keeps to Google all the same. */
  @Http(path = "/portable")
  public static final class Portable implements PortableFunction<String, String> {
    @Override
    public String handle(String input, Context context) {
      return CloudSchedulerSettings.getDefaultEndpoint() + System.getenv("GOOGLE_CLOUD_PROJECT");
    }
  }
}
