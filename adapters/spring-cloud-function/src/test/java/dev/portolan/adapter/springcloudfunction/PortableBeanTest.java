package dev.portolan.adapter.springcloudfunction;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.Event;
import dev.portolan.FunctionException;
import dev.portolan.HttpRequest;
import dev.portolan.HttpResponse;
import dev.portolan.PortableFunction;
import dev.portolan.adapter.springcloudfunction.sample.SampleApplication;
import dev.portolan.adapter.springcloudfunction.sample.SampleApplication.Person;
import dev.portolan.codec.JsonReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.cloud.function.context.FunctionCatalog;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.messaging.Message;
import org.springframework.messaging.support.MessageBuilder;

@DisplayName("portable functions as beans of a Spring Cloud Function application")
final class PortableBeanTest {

  @BeforeEach
  void forget() {
    SampleApplication.TAKEN.clear();
  }

  private static ConfigurableApplicationContext run(Class<?> application) {
    return new SpringApplicationBuilder(application).web(WebApplicationType.NONE).run();
  }

  private static String text(Object message) {
    return new String((byte[]) ((Message<?>) message).getPayload(), StandardCharsets.UTF_8);
  }

  @Test
  @DisplayName("Spring calls them by their names and types, and composes them with its own")
  void inTheCatalog() {
    try (ConfigurableApplicationContext spring = run(SampleApplication.class)) {
      FunctionCatalog catalog = spring.getBean(FunctionCatalog.class);
      Message<byte[]> ada =
          MessageBuilder.withPayload("{\"name\":\"Ada\"}".getBytes(StandardCharsets.UTF_8)).build();
      Function<Object, Object> alone = catalog.lookup("portable", "application/json");
      assertEquals("{\"greeting\":\"Ada by portable\"}", text(alone.apply(ada)));

      Function<Object, Object> composed = catalog.lookup("hello|uppercase");
      assertEquals("HELLO", composed.apply(null));
      Function<Object, Object> ticking = catalog.lookup("ticking|uppercase");
      Message<byte[]> empty = MessageBuilder.withPayload(new byte[0]).build();
      Object told = ticking.apply(empty);
      assertEquals("STARTED", told instanceof Message<?> message ? message.getPayload() : told);
    }
    assertEquals(List.of("stopped"), SampleApplication.TAKEN);
  }

  @Test
  @DisplayName("Portolan deploys them like any other bean, with its own context")
  void deployed(@TempDir Path work) {
    try (Sample sample = Sample.in(work)) {
      HttpRequest request =
          HttpRequest.of("POST", "/portable")
              .withBody("{\"name\":\"Ada\",\"age\":1}".getBytes(StandardCharsets.UTF_8));
      HttpResponse answer = sample.http("portable", request);
      assertEquals(
          "{\"greeting\":\"Ada by portable\"}", new String(answer.body(), StandardCharsets.UTF_8));

      String event =
          "{\"specversion\":\"1.0\",\"id\":\"7\",\"source\":\"/s\",\"type\":\"said\","
              + "\"time\":\"2026-01-01T00:00:00Z\",\"partitionkey\":\"p\","
              + "\"data\":{\"name\":\"Ada\",\"age\":36}}";
      Object tree = JsonReader.read(event.getBytes(StandardCharsets.UTF_8));
      assertEquals(200, sample.event("portable-events", tree).status());
      Event<?> taken = (Event<?>) SampleApplication.TAKEN.get(0);
      assertEquals(new Person("Ada", 36), taken.data());
      assertEquals(
          List.of(
              Event.Kind.QUEUE, "7", "/s", "said", Optional.empty(), Map.of("partitionkey", "p")),
          List.of(
              taken.kind(),
              taken.id(),
              taken.source(),
              taken.type(),
              taken.subject(),
              taken.extensions()));
    }
  }

  @Test
  @DisplayName("What is no event is refused as the caller's mistake")
  void noEvent() {
    try (ConfigurableApplicationContext spring = run(SampleApplication.class)) {
      Function<Object, Object> function =
          spring.getBean(FunctionCatalog.class).lookup("portableEvents");
      Message<Person> plain = MessageBuilder.withPayload(new Person("Ada", 1)).build();
      Message<Person> yesterday =
          MessageBuilder.fromMessage(plain)
              .setHeader("ce-id", "7")
              .setHeader("ce-source", "/s")
              .setHeader("ce-type", "said")
              .setHeader("ce-time", "yesterday")
              .build();
      for (Message<Person> none : List.of(plain, yesterday)) {
        FunctionException refused =
            assertThrows(FunctionException.class, () -> function.apply(none));
        assertEquals(400, refused.status());
      }
    }
  }

  /** Takes what no message holds. */
  @EnableAutoConfiguration
  static class OfRequests {
    @Bean
    public PortableFunction<HttpRequest, String> page() {
      return (request, context) -> request.method();
    }
  }

  @Test
  @DisplayName("One that takes what no message holds fails the start with what to do")
  void refused() {
    Exception refused = assertThrows(Exception.class, () -> run(OfRequests.class).close());
    assertTrue(
        refused.toString().contains("the bean 'page' takes or answers HttpRequest"),
        refused::toString);
  }
}
