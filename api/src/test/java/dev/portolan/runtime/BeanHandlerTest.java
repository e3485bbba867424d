package dev.portolan.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.portolan.Context;
import dev.portolan.HttpRequest;
import dev.portolan.HttpResponse;
import dev.portolan.PortableFunction;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("a handler that calls a framework's bean")
final class BeanHandlerTest {

  /** Answers what it was created with. */
  public static final class Telling implements PortableFunction<HttpRequest, HttpResponse> {
    private final String told;

    public Telling(String application, String definition) {
      told = application + " " + definition;
    }

    @Override
    public HttpResponse handle(HttpRequest request, Context context) {
      return HttpResponse.text(200, told);
    }
  }

  /** Knows no beans. */
  public static final class Plain implements PortableFunction<HttpRequest, HttpResponse> {
    @Override
    public HttpResponse handle(HttpRequest request, Context context) {
      return HttpResponse.of(204);
    }
  }

  private static Invoker open(Class<?> type, String bean) {
    String descriptor =
        "{\"schema\":1,\"functions\":[{\"name\":\"f\",\"class\":\""
            + type.getName()
            + "\",\"input\":\"dev.portolan.HttpRequest\",\"output\":\"o\",\"bean\":"
            + bean
            + ",\"triggers\":[{\"type\":\"http\",\"path\":\"/f\",\"methods\":[\"GET\"]}]}]}";
    ClassLoader loader =
        new ClassLoader(type.getClassLoader()) {
          @Override
          public InputStream getResourceAsStream(String name) {
            return new ByteArrayInputStream(descriptor.getBytes(StandardCharsets.UTF_8));
          }
        };
    return Invoker.open(Map.of("PORTOLAN_FUNCTION", "f"), loader);
  }

  @Test
  @DisplayName("is created with the application and the definition that the build wrote down")
  void created() {
    Invoker invoker = open(Telling.class, "{\"application\":\"shop.Shop\",\"definition\":\"a|b\"}");
    HttpResponse answer = invoker.http(HttpRequest.of("GET", "/f"), false, new FakeCall());
    assertEquals("shop.Shop a|b", new String(answer.body(), StandardCharsets.UTF_8));
  }

  @Test
  @DisplayName("is refused at the start if it is none, or half of it is missing")
  void refused() {
    String whole = "{\"application\":\"shop.Shop\",\"definition\":\"a|b\"}";
    assertThrows(StartException.class, () -> open(Plain.class, whole));
    assertThrows(
        StartException.class, () -> open(Telling.class, "{\"application\":\"shop.Shop\"}"));
  }
}
