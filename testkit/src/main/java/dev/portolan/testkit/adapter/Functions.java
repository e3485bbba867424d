package dev.portolan.testkit.adapter;

import dev.portolan.Context;
import dev.portolan.Fields;
import dev.portolan.FunctionException;
import dev.portolan.HttpRequest;
import dev.portolan.HttpResponse;
import dev.portolan.Lifecycle;
import dev.portolan.PortableFunction;
import dev.portolan.Reject;
import dev.portolan.Retry;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** The functions that the contracts run. */
final class Functions {
  private Functions() {}

  /** Answers what it was asked: the body as it is, all else in headers, in ASCII. */
  public static final class Echo implements PortableFunction<HttpRequest, HttpResponse> {
    static final AtomicInteger CALLS = new AtomicInteger();

    @Override
    public HttpResponse handle(HttpRequest request, Context context) {
      CALLS.incrementAndGet();
      List<String> sent = request.headers().all("X-Sent");
      String asked = request.header("x-ask").orElse("x-ask");
      return HttpResponse.of(200)
          .withHeader("content-type", request.header("content-type").orElse("x/y"))
          .withHeader("x-method", request.method())
          .withHeader("x-raw-path", request.rawPath())
          .withHeader("x-raw-query", request.rawQuery())
          .withHeader("x-header", String.join(", ", sent))
          .withHeader("x-list", String.join("|", String.join(",", sent).split(", ?")))
          .withHeader("x-told", request.header(asked).orElse(""))
          .withHeader("x-numbered", Integer.toString(numbered(request.headers())))
          .withHeader("x-query", pairs(request.query()))
          .withHeader("x-cookies", pairs(request.cookies()))
          .withHeader("x-parameters", parameters(request.pathParameters()))
          .withBody(request.body());
    }

    private static int numbered(Fields headers) {
      int count = 0;
      for (int i = 0; i < headers.size(); i++) {
        count += headers.name(i).toLowerCase(Locale.ROOT).startsWith("x-n-") ? 1 : 0;
      }
      return count;
    }

    private static String parameters(Map<String, String> parameters) {
      StringBuilder text = new StringBuilder();
      parameters.forEach((name, value) -> text.append("[" + name + "=" + value + "]"));
      return ascii(text);
    }

    private static String pairs(Fields fields) {
      StringBuilder text = new StringBuilder();
      for (int i = 0; i < fields.size(); i++) {
        text.append('[').append(fields.name(i)).append('=').append(fields.value(i)).append(']');
      }
      return ascii(text);
    }

    private static String ascii(CharSequence text) {
      StringBuilder ascii = new StringBuilder();
      text.chars()
          .forEach(c -> ascii.append(c >= ' ' && c < 0x7f ? Character.toString(c) : "\\u" + c));
      return ascii.toString();
    }
  }

  /**
   * Answers a body of as many bytes as the query says, written piece by piece; its byte {@code i}
   * is {@code i * 31 + (i >> 8)}.
   */
  public static final class Stream implements PortableFunction<HttpRequest, HttpResponse> {
    static final AtomicInteger WRITTEN = new AtomicInteger();

    @Override
    public HttpResponse handle(HttpRequest request, Context context) {
      int length = Integer.parseInt(request.query().get("length"));
      HttpResponse response = HttpResponse.of(200).withHeader("content-type", "x/y");
      return request.query().get("declared") == null
          ? response.withBody(output -> write(output, length))
          : response.withBody(length, output -> write(output, length));
    }

    private static void write(OutputStream output, int length) throws IOException {
      WRITTEN.incrementAndGet();
      byte[] body = new byte[length];
      for (int i = 0; i < length; i++) {
        body[i] = (byte) (i * 31 + (i >> 8));
      }
      for (int at = 0, count = 1; at < length; at += count, count = count * 3 % 20_011) {
        count = Math.min(count, length - at);
        output.write(body, at, count);
        if (count % 5 == 0) {
          output.flush();
        }
      }
    }
  }

  /** Who to greet. */
  public record Name(String name, List<Integer> numbers) {}

  /** A greeting. */
  public record Greeting(String greeting, int sum) {}

  /** Typed JSON in and out. */
  public static final class Greet implements PortableFunction<Name, Greeting> {
    static final String INPUT = "dev.portolan.testkit.adapter.Functions$Name";
    static final AtomicInteger CALLS = new AtomicInteger();

    @Override
    public Greeting handle(Name input, Context context) {
      CALLS.incrementAndGet();
      int sum = 0;
      for (int number : input.numbers() == null ? List.<Integer>of() : input.numbers()) {
        sum += number;
      }
      return new Greeting("Hello, " + input.name() + "!", sum);
    }
  }

  /** What comes from all places of a request. */
  public record Change(
      int id,
      List<String> words,
      Optional<Boolean> dry,
      String tenant,
      List<String> tags,
      Name name) {}

  /** Says what it was handed. */
  public static final class Place implements PortableFunction<Change, String> {
    static final AtomicInteger CALLS = new AtomicInteger();

    static final String INPUT = "dev.portolan.testkit.adapter.Functions$Change";

    /** As the build reads it off a record's components. */
    static final String PARTS =
        "[{\"component\":\"id\",\"from\":\"path\",\"name\":\"number\"},"
            + "{\"component\":\"words\",\"from\":\"query\",\"name\":\"word\"},"
            + "{\"component\":\"dry\",\"from\":\"query\",\"name\":\"dry\"},"
            + "{\"component\":\"tenant\",\"from\":\"header\",\"name\":\"X-Tenant\"},"
            + "{\"component\":\"tags\",\"from\":\"header\",\"name\":\"X-Tag\"},"
            + "{\"component\":\"name\",\"from\":\"body\"}]";

    @Override
    public String handle(Change change, Context context) {
      CALLS.incrementAndGet();
      return change.id()
          + " "
          + change.words()
          + " "
          + change.dry().map(String::valueOf).orElse("-")
          + " "
          + change.tenant()
          + " "
          + change.tags()
          + " "
          + change.name().name();
    }
  }

  /** Does what the body says, one word. */
  public static final class Obey implements PortableFunction<String, Object> {
    static final String SECRET = "jdbc:postgresql://db.internal/prod?password=hunter2";

    @Override
    public Object handle(String word, Context context) throws Exception {
      switch (word) {
        case "null":
          return null;
        case "text":
          return "grüße";
        case "bytes":
          return new byte[] {0, (byte) 0xff};
        case "stream":
          return HttpResponse.of(200)
              .withBody(
                  output -> {
                    output.write('a');
                    output.flush();
                    output.write('b');
                  });
        case "broken stream":
          return HttpResponse.of(200)
              .withBody(
                  output -> {
                    output.write('a');
                    throw new IllegalStateException(SECRET);
                  });
        case "short stream":
          return HttpResponse.of(200).withBody(2, output -> output.write('a'));
        case "long stream":
          return HttpResponse.of(200).withBody(2, output -> output.write(new byte[3]));
        case "runtime":
          throw new IllegalStateException(SECRET);
        case "checked":
          throw new IOException(SECRET);
        case "silent":
          throw new NullPointerException();
        case "stack":
          return new Object[] {deeper(0)};
        case "linkage":
          throw new NoClassDefFoundError(SECRET);
        case "assertion":
          throw new AssertionError(SECRET);
        case "shown":
          throw new FunctionException(
              422, "too-small", "The amount is too small.", new IllegalStateException(SECRET));
        case "retry":
          throw new Retry(SECRET, Duration.ofSeconds(7), null);
        case "reject":
          throw new Reject(SECRET);
        case "inject":
          return HttpResponse.of(200).withHeader("x-a", "b\r\nset-cookie: c=d");
        case "half a character":
          return HttpResponse.of(200).withHeader("x-a", "\ud800");
        case "circle":
          List<Object> circle = new ArrayList<>();
          circle.add(circle);
          return circle;
        case "status":
          return HttpResponse.of(99);
        default:
          throw new IllegalArgumentException(SECRET);
      }
    }

    private static int deeper(int depth) {
      return depth < 0 ? 0 : deeper(depth + 1) + deeper(depth + 2);
    }
  }

  /**
   * Answers what the body says, or the query if there is none, as a query does: {@code status},
   * {@code header=name:value}, {@code cookie=name|value|attribute…}, {@code body} or {@code
   * stream}.
   */
  public static final class Say implements PortableFunction<HttpRequest, HttpResponse> {
    static final AtomicInteger CALLS = new AtomicInteger();

    @Override
    public HttpResponse handle(HttpRequest request, Context context) {
      CALLS.incrementAndGet();
      Fields told =
          request.body().length == 0
              ? request.query()
              : HttpRequest.of("GET", "/", request.text()).query();
      HttpResponse response = HttpResponse.of(status(told));
      for (String header : told.all("header")) {
        int colon = header.indexOf(':');
        response = response.withHeader(header.substring(0, colon), header.substring(colon + 1));
      }
      for (String cookie : told.all("cookie")) {
        String[] parts = cookie.split("[|]", -1);
        String[] attributes = Arrays.copyOfRange(parts, 2, parts.length);
        response = response.withCookie(parts[0], parts[1], attributes);
      }
      String stream = told.get("stream");
      if (stream != null) {
        return response.withBody(output -> output.write(AdapterUnderTest.bytes(stream)));
      }
      String body = told.get("body");
      return body == null ? response : response.withBody(AdapterUnderTest.bytes(body));
    }

    private static int status(Fields told) {
      String status = told.get("status");
      return status == null ? 200 : Integer.parseInt(status);
    }
  }

  /** Answers the text that it is sent. */
  public static final class Speak implements PortableFunction<String, String> {
    static final AtomicInteger CALLS = new AtomicInteger();

    @Override
    public String handle(String text, Context context) {
      CALLS.incrementAndGet();
      return text;
    }
  }

  /** Answers the list that it is sent. */
  public static final class Repeat implements PortableFunction<List<Object>, List<Object>> {
    static final AtomicInteger CALLS = new AtomicInteger();

    @Override
    public List<Object> handle(List<Object> list, Context context) {
      CALLS.incrementAndGet();
      return list;
    }
  }

  /** Works until it is interrupted, or, if told so, until it is released; then it answers. */
  public static final class Slow implements PortableFunction<String, Object> {
    static volatile CountDownLatch interrupted = new CountDownLatch(1);
    static volatile CountDownLatch release = new CountDownLatch(1);
    static volatile CountDownLatch ended = new CountDownLatch(1);

    static void reset() {
      ended = new CountDownLatch(1);
      interrupted = new CountDownLatch(1);
      release = new CountDownLatch(1);
    }

    @Override
    public Object handle(String word, Context context) throws Exception {
      CountDownLatch gate = release;
      CountDownLatch seen = interrupted;
      boolean stubborn = word.startsWith("stubborn");
      while (!word.equals("quick") && gate.getCount() > 0) {
        try {
          gate.await();
        } catch (InterruptedException interruption) {
          seen.countDown();
          if (!stubborn) {
            throw interruption;
          }
        }
      }
      ended.countDown();
      return word.endsWith("stream")
          ? HttpResponse.of(200).withBody(output -> output.write('s'))
          : word;
    }
  }

  /** Tells the secret that a request asks for, or why there is none. */
  public static final class Telling implements PortableFunction<HttpRequest, HttpResponse> {
    @Override
    public HttpResponse handle(HttpRequest request, Context context) {
      try {
        return HttpResponse.text(200, context.secret(request.query().get("secret")));
      } catch (IllegalArgumentException none) {
        return HttpResponse.text(200, none.getMessage());
      }
    }
  }

  /** Tells what its context says. */
  public static final class Tell implements PortableFunction<String, Object> {

    /** What a context says. */
    public record Facts(
        String id,
        String name,
        boolean ahead,
        long remainingMillis,
        int attempt,
        String traceparent,
        boolean caller,
        boolean wrapped,
        String input) {}

    @Override
    public Object handle(String input, Context context) {
      return new Facts(
          context.invocationId(),
          context.functionName(),
          context.deadline().isAfter(Instant.now()),
          context.remaining().toMillis(),
          context.attempt(),
          context.trace().traceparent(),
          context.identity().isPresent(),
          context.unwrap(Object.class).isPresent() && context.unwrap(Slow.class).isEmpty(),
          input);
    }
  }

  /** Counts its own objects and starts. */
  public static final class Counted implements PortableFunction<Void, String>, Lifecycle {
    static final AtomicInteger CONSTRUCTED = new AtomicInteger();
    static final AtomicInteger STARTED = new AtomicInteger();
    static final AtomicInteger HANDLED = new AtomicInteger();
    private boolean started;

    /** One more. */
    public Counted() {
      CONSTRUCTED.incrementAndGet();
    }

    @Override
    public void start() {
      STARTED.incrementAndGet();
      started = true;
    }

    @Override
    public String handle(Void nothing, Context context) {
      HANDLED.incrementAndGet();
      return nothing == null && started ? "ready" : "not started";
    }
  }

  /** Cannot start. */
  public static final class Lame implements PortableFunction<Void, String>, Lifecycle {
    @Override
    public void start() throws Exception {
      throw new IOException("no connection");
    }

    @Override
    public String handle(Void nothing, Context context) {
      return "started after all";
    }
  }
}
