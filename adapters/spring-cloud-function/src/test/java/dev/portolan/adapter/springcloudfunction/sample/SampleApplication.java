package dev.portolan.adapter.springcloudfunction.sample;

import dev.portolan.Context;
import dev.portolan.Event;
import dev.portolan.PortableFunction;
import dev.portolan.Reject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.messaging.Message;
import org.springframework.messaging.converter.AbstractMessageConverter;
import org.springframework.messaging.converter.MessageConverter;
import org.springframework.messaging.support.MessageBuilder;
import org.springframework.util.MimeType;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** An application as Spring's users write them; no line of it knows where it runs. */
@SpringBootApplication
public class SampleApplication {
  public static final List<Object> TAKEN = Collections.synchronizedList(new ArrayList<>());

  /** Who is greeted. */
  public record Person(String name, int age) {}

  /** How. */
  public record Greeting(String greeting) {}

  @Bean
  public Function<String, String> uppercase() {
    return value -> value.toUpperCase(Locale.ROOT);
  }

  @Bean
  public Function<String, String> reverse() {
    return value -> new StringBuilder(value).reverse().toString();
  }

  @Bean
  public Function<Person, Greeting> greet() {
    return person -> new Greeting("Hello, " + person.name() + ", " + person.age());
  }

  @Bean("sum")
  public Function<List<Integer>, Integer> adder() {
    return numbers -> numbers.stream().mapToInt(Integer::intValue).sum();
  }

  @Bean
  public Function<Message<String>, Message<String>> answer() {
    return message ->
        MessageBuilder.withPayload("<p>" + message.getHeaders().get("x-name") + "</p>")
            .setHeader("statusCode", 201)
            .setHeader("contentType", "text/html")
            .setHeader("set-cookie", List.of("a=1", "b=2"))
            .setHeader("x-answer", message.getPayload())
            .build();
  }

  @Bean
  public Function<Message<String>, Message<String>> copying() {
    return message ->
        MessageBuilder.withPayload(message.getPayload())
            .copyHeaders(message.getHeaders())
            .setHeader("x-own", "mine")
            .build();
  }

  @Bean
  public Function<Message<byte[]>, Map<String, String>> facts() {
    return message -> {
      Map<String, String> facts = new TreeMap<>();
      message.getHeaders().forEach((name, value) -> facts.put(name, String.valueOf(value)));
      Context context = (Context) message.getHeaders().get("portolan-context");
      facts.put("portolan-context", context.functionName());
      facts.remove("id");
      facts.remove("timestamp");
      return facts;
    };
  }

  @Bean
  public BiFunction<String, Map<String, Object>, String> both() {
    return (text, headers) -> text + " " + headers.get("x-name");
  }

  @Bean
  public Function<byte[], byte[]> bytes() {
    return bytes -> bytes;
  }

  @Bean
  public Consumer<Person> remember() {
    return TAKEN::add;
  }

  @Bean
  public Consumer<Message<Person>> rememberMessage() {
    return message -> {
      TAKEN.add(message.getPayload());
      TAKEN.add(message.getHeaders().get("ce-id"));
      TAKEN.add(message.getHeaders().get("ce-type"));
    };
  }

  @Bean
  public Function<Message<?>, String> anything() {
    return message -> {
      TAKEN.add(message.getPayload().getClass());
      return message.getPayload().getClass().getSimpleName();
    };
  }

  @Bean
  public Function<Integer, Integer> increment() {
    return number -> number + 1;
  }

  @Bean
  public Function<Message<Person>, Message<Greeting>> welcome() {
    return message ->
        MessageBuilder.withPayload(new Greeting(message.getPayload().name()))
            .copyHeaders(message.getHeaders())
            .setHeader("x-own", message.getPayload().name())
            .build();
  }

  @Bean
  public Supplier<String> hello() {
    return () -> "hello";
  }

  @Bean
  public Function<Flux<String>, Flux<String>> lowercase() {
    return flux -> flux.map(value -> value.toLowerCase(Locale.ROOT));
  }

  @Bean
  public Supplier<Mono<Greeting>> later() {
    return () -> Mono.just(new Greeting("later"));
  }

  @Bean
  public Function<String, String> fails() {
    return text -> {
      throw new IllegalStateException("internal: " + text);
    };
  }

  @Bean
  public Function<String, String> nothing() {
    return text -> null;
  }

  @Bean
  public Function<byte[], String> text() {
    return bytes -> new String(bytes, StandardCharsets.UTF_8);
  }

  @Bean
  public Consumer<String> keep() {
    return TAKEN::add;
  }

  @Bean
  public Consumer<String> rejects() {
    return text -> {
      throw new Reject("not mine: " + text.length());
    };
  }

  @Bean
  public PortableFunction<Person, Greeting> portable() {
    return (person, context) -> new Greeting(person.name() + " by " + context.functionName());
  }

  @Bean
  public PortableFunction<Event<Person>, Void> portableEvents() {
    return (event, context) -> {
      TAKEN.add(event);
      return null;
    };
  }

  /** The application's own reading of a type of its own. */
  @Bean
  public MessageConverter people() {
    return new AbstractMessageConverter(new MimeType("application", "x-person")) {
      {
        setStrictContentTypeMatch(true);
      }

      @Override
      protected boolean supports(Class<?> type) {
        return type == Person.class;
      }

      @Override
      protected Object convertFromInternal(Message<?> message, Class<?> type, Object hint) {
        return new Person(new String((byte[]) message.getPayload(), StandardCharsets.UTF_8), 0);
      }
    };
  }

  /** No function, and so none. */
  @Bean
  public Greeting greeting() {
    return new Greeting("hi");
  }
}
