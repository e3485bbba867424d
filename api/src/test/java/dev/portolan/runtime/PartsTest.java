package dev.portolan.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.Context;
import dev.portolan.HttpRequest;
import dev.portolan.HttpResponse;
import dev.portolan.PortableFunction;
import dev.portolan.codec.Codec;
import dev.portolan.codec.JsonReader;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

final class PartsTest {
  private final FakeCall call = new FakeCall();

  /** Two of them. */
  public enum Side {
    LEFT,
    RIGHT
  }

  /** Texts of all kinds. */
  public record Texts(
      UUID id, LocalDate day, Side side, OptionalInt page, Set<Integer> numbers, boolean dry) {
    /** Refuses one. */
    public Texts {
      if (side == Side.RIGHT) {
        throw new IllegalArgumentException("hunter2");
      }
    }
  }

  /** Two texts that could stand for each other. */
  public record Pair(String tenant, String word) {}

  /** A body as it came. */
  public record Raw(String tag, byte[] body) {}

  /** A body that need not be there. */
  public record Perhaps(Optional<Map<String, Integer>> body, List<String> tags) {}

  /** A text that need not be there. */
  public record PerhapsText(Optional<String> body) {}

  /** Bytes that need not be there. */
  public record PerhapsBytes(Optional<byte[]> body) {}

  /** Says what it was handed. */
  public static final class Say implements PortableFunction<Object, String> {
    @Override
    public String handle(Object input, Context context) {
      if (input instanceof PerhapsBytes bytes) {
        return bytes.body().map(each -> each.length + ": " + each[0]).orElse("none");
      }
      return input instanceof Raw raw
          ? raw.tag() + new String(raw.body(), StandardCharsets.ISO_8859_1)
          : input.toString();
    }
  }

  /** Takes every document for the same type. */
  public static final class Same implements Codec {
    @Override
    public Object bind(Object tree, Type type) {
      return Optional.of(Map.of(type.getTypeName(), tree));
    }

    @Override
    public Object fromTexts(Map<String, Object> texts, Type type) {
      throw new AssertionError("a part is no document");
    }

    @Override
    public byte[] write(Object value) {
      return value.toString().getBytes(StandardCharsets.UTF_8);
    }
  }

  private static final String TEXTS =
      "[{'component':'id','from':'path','name':'id'},"
          + "{'component':'day','from':'query','name':'day'},"
          + "{'component':'side','from':'query','name':'side'},"
          + "{'component':'page','from':'header','name':'x-page'},"
          + "{'component':'numbers','from':'header','name':'x-numbers'},"
          + "{'component':'dry','from':'query','name':'dry'}]";
  private static final String PERHAPS =
      "[{'component':'body','from':'body'},{'component':'tags','from':'header','name':'x-tag'}]";
  private static final String RAW =
      "[{'component':'tag','from':'header','name':'X-Tag'},{'component':'body','from':'body'}]";
  private static final String ID = "0f5e2a61-2b1c-4f0e-8a3d-7c9b5d1e4f60";

  private HttpResponse texts(String query, String... headers) {
    HttpRequest request = HttpRequest.of("POST", "/" + ID, query);
    for (int i = 0; i < headers.length; i += 2) {
      request = request.withHeader(headers[i], headers[i + 1]);
    }
    return open(Texts.class, TEXTS, "")
        .http(request.withPathParameters(Map.of("id", ID)), true, call);
  }

  private static String text(HttpResponse response) {
    return new String(response.body(), StandardCharsets.UTF_8);
  }

  @Test
  void textsBecomeWhatTheyAre() {
    assertEquals(
        "Texts[id="
            + ID
            + ", day=2026-11-27, side=LEFT, page=OptionalInt[3], numbers=[1, 2],"
            + " dry=true]",
        text(
            texts(
                "day=2026-11-27&side=LEFT&dry=true",
                "X-Page",
                "3",
                "x-numbers",
                "1,, 2",
                "X-NUMBERS",
                "1")));
    assertEquals(
        "Texts[id="
            + ID
            + ", day=null, side=null, page=OptionalInt.empty, numbers=null,"
            + " dry=false]",
        text(texts("dry=false")));
  }

  @Test
  void whatTheyAreNotIsRefusedWithWhereAndWithoutWhy() {
    for (String[] wrong :
        new String[][] {
          {"", "/dry"},
          {"dry=1", "/dry"},
          {"dry=true&side=UP", "/side"},
          {"dry=true&day=today", "/day"},
          {"dry=true&dry=true", "/dry"}
        }) {
      HttpResponse response = texts(wrong[0]);
      assertEquals(400, response.status());
      assertTrue(text(response).contains(wrong[1]), text(response));
    }
    assertEquals(400, texts("dry=true", "x-page", "3", "X-Page", "4").status());
    HttpResponse refused = texts("dry=true&side=RIGHT");
    assertEquals(400, refused.status());
    assertTrue(!text(refused).contains("hunter2"), text(refused));
  }

  @Test
  void aBodyIsHandedAsItCame() {
    HttpRequest request =
        HttpRequest.of("POST", "/").withHeader("x-tag", "a").withHeader("x-tag", "b");
    Invoker invoker = open(Raw.class, RAW, "");
    assertEquals("a,b\u00ff", text(invoker.http(request.withBody(new byte[] {-1}), true, call)));
    assertEquals("a,b", text(invoker.http(request, true, call)));
  }

  @Test
  void aBodyThatNeedNotBeThereNeedNot() {
    Invoker invoker = open(Perhaps.class, PERHAPS, "");
    HttpRequest request = HttpRequest.of("POST", "/");
    assertEquals(
        "Perhaps[body=Optional.empty, tags=null]", text(invoker.http(request, true, call)));
    byte[] body = "{\"a\":1}".getBytes(StandardCharsets.UTF_8);
    assertEquals(
        "Perhaps[body=Optional[{a=1}], tags=[x, \"a,\\\"b\"]]",
        text(
            invoker.http(
                request.withBody(body).withHeader("x-tag", "x,\"a,\\\"b\","), true, call)));
  }

  @Test
  void aTextThatNeedNotBeThereIsRawWhereItIs() {
    String body = "[{'component':'body','from':'body'}]";
    HttpRequest request = HttpRequest.of("POST", "/");
    Invoker text = open(PerhapsText.class, body, "'codec':'" + Same.class.getName() + "',");
    assertTrue(text.readsHeaders(), "its character set is in one");
    assertEquals("PerhapsText[body=Optional.empty]", text(text.http(request, true, call)));
    HttpRequest latin =
        request
            .withHeader("content-type", "text/plain; charset=iso-8859-1")
            .withBody(new byte[] {'"', (byte) 0xe9});
    assertEquals("PerhapsText[body=Optional[\"\u00e9]]", text(text.http(latin, true, call)));
    Invoker bytes = open(PerhapsBytes.class, body, "");
    assertFalse(bytes.readsHeaders());
    assertEquals("none", text(bytes.http(request, true, call)));
    assertEquals("2: 34", text(bytes.http(latin, true, call)));
  }

  @Test
  void anotherCodecReadsTheBodyAndNothingElse() {
    Invoker invoker = open(Perhaps.class, PERHAPS, "'codec':'" + Same.class.getName() + "',");
    HttpRequest request = HttpRequest.of("POST", "/").withHeader("x-tag", "x");
    String told =
        text(invoker.http(request.withBody("[1,2]".getBytes(StandardCharsets.UTF_8)), true, call));
    assertTrue(
        told.contains("Optional<java.util.Map<") && told.contains("=[1, 2]}], tags=[x]"), told);
  }

  @Test
  void calledDirectlyItTakesTheWholeRecord() {
    byte[] document = "{\"tag\":\"a\",\"body\":\"/w==\"}".getBytes(StandardCharsets.UTF_8);
    Invoker invoker = open(Raw.class, RAW, "");
    assertEquals(
        "\"a\u00ff\"",
        new String(
            invoker.direct(document, JsonReader.read(document), call), StandardCharsets.UTF_8));
  }

  @Test
  void headersAreAskedForOnlyWhereAPartIsTakenFromThem() {
    assertFalse(open(Raw.class, RAW.replace("header", "query"), "").readsHeaders());
    assertTrue(open(Raw.class, RAW, "").readsHeaders());
    String text =
        "[{'component':'tag','from':'body'},{'component':'body','from':'query','name':'q'}]";
    assertTrue(open(Raw.class, text, "").readsHeaders(), "its character set is in one");
  }

  @Test
  void anInputThatIsNotWhatWasBuiltIsToldAtTheStart() {
    for (Class<?> input : List.of(Perhaps.class, String.class)) {
      refused(input, "[{'component':'body','from':'body'}]");
    }
    String header = "{'component':'tenant','from':'header','name':'X-Tenant'}";
    String query = "{'component':'word','from':'query','name':'word'}";
    open(Pair.class, "[" + header + "," + query + "]", "");
    refused(Pair.class, "[" + query + "," + header + "]");
    refused(Pair.class, "[" + header.replace("tenant", "owner") + "," + query + "]");
    refused(Pair.class, "[{'from':'header','name':'X-Tenant'},{'from':'query','name':'word'}]");
  }

  private static void refused(Class<?> input, String parts) {
    StartException thrown = assertThrows(StartException.class, () -> open(input, parts, ""));
    assertTrue(thrown.getMessage().contains("build it again"), thrown.getMessage());
  }

  private static Invoker open(Class<?> input, String parts, String codec) {
    String descriptor =
        ("{'functions':[{"
                + codec
                + "'name':'f','class':'"
                + Say.class.getName()
                + "','input':'"
                + input.getName()
                + "','triggers':[{'type':'http','path':'/','methods':['POST'],'access':'public'}],'parts':"
                + parts
                + "}]}")
            .replace('\'', '"');
    ClassLoader loader =
        new ClassLoader(PartsTest.class.getClassLoader()) {
          @Override
          public InputStream getResourceAsStream(String name) {
            return new ByteArrayInputStream(descriptor.getBytes(StandardCharsets.UTF_8));
          }
        };
    return Invoker.open(Map.of("PORTOLAN_FUNCTION", "f"), loader);
  }
}
