package dev.portolan.testkit.adapter;

import static dev.portolan.testkit.adapter.AdapterUnderTest.bytes;
import static dev.portolan.testkit.adapter.Expected.problem;
import static dev.portolan.testkit.adapter.Expected.status;
import static dev.portolan.testkit.adapter.HttpCase.octets;
import static dev.portolan.testkit.adapter.HttpCase.of;

import dev.portolan.HttpRequest;
import java.util.List;

/**
 * Bodies arrive byte for byte, and become text by the character set that they are said to be in.
 */
final class BodyCases {
  private BodyCases() {}

  static HttpCase.Group bodies() {
    return HttpCase.Group.of(
        "bodies",
        FunctionUnderTest.of(Functions.Echo.class, "dev.portolan.HttpRequest"),
        Functions.Echo.CALLS,
        texts(),
        bytesOfMediaTypes(),
        List.of(compressed(), unmeasured()));
  }

  private static HttpRequest request(String mediaType, byte[] body) {
    HttpRequest request = HttpRequest.of("POST", "/").withBody(body);
    return mediaType == null ? request : request.withHeader("content-type", mediaType);
  }

  private static HttpCase echoed(String id, String mediaType, byte[] body) {
    return of(
        "body-" + id,
        request(mediaType, body),
        status(200).header("content-type", mediaType).body(body));
  }

  private static HttpCase echoed(String id, String mediaType, String body) {
    return echoed(id, mediaType, bytes(body));
  }

  private static List<HttpCase> texts() {
    return List.of(
        echoed("empty", "text/plain", ""),
        of("body-none", HttpRequest.of("POST", "/"), status(200).bodyless()),
        of(
            "body-of-put",
            HttpRequest.of("PUT", "/")
                .withHeader("content-type", "text/plain")
                .withBody(bytes("a")),
            status(200).body("a")),
        of("body-without-type", request(null, bytes("a")), status(200).body("a")),
        echoed("text", "text/plain", "text"),
        echoed("blanks-and-line-ends", "text/plain", " \t\r\n\n\r "),
        echoed("quotes", "text/plain", "\"quoted\" \\ 'a'"),
        echoed("controls", "text/plain", "\u0000\u0001\u001f\u007f"),
        echoed("beyond-ascii", "text/plain; charset=utf-8", "grüße, 世界, 🚢"),
        echoed("replacement-character", "text/plain", "\ufffd"),
        echoed("byte-order-mark", "text/plain", "\uFEFFwith a byte order mark"),
        echoed("json", "application/json", "{\"a\": [1, null]}"),
        echoed("json-with-charset", "application/json; charset=utf-8", "{\"a\":\"ü\"}"),
        echoed("json-of-a-vendor", "application/vnd.acme.v2+json", "{}"),
        echoed("xml", "application/xml", "<a b='c'>ü</a>"),
        echoed("form", "application/x-www-form-urlencoded", "a=1&b=x+y%20z&c="),
        echoed("type-with-parameters", "text/csv; header=present; a=\"b;c\"", "a,b\r\n1,2\r\n"),
        echoed("cloud-event-like", "application/json", "{\"specversion\":\"1.0\",\"id\":\"1\"}"));
  }

  private static byte[] every() {
    byte[] every = new byte[1024];
    for (int i = 0; i < every.length; i++) {
      every[i] = (byte) i;
    }
    return every;
  }

  static byte[] large(int length) {
    byte[] body = new byte[length];
    for (int i = 0; i < body.length; i++) {
      body[i] = (byte) (i * 31 + (i >> 8));
    }
    return body;
  }

  private static List<HttpCase> bytesOfMediaTypes() {
    String parts = "--b\r\nContent-Disposition: form-data; name=\"f\"\r\n\r\nx\r\n--b--\r\n";
    return List.of(
        echoed("every-byte", "application/octet-stream", every()),
        echoed("no-text", "application/octet-stream", octets(0xff, 0xfe, 0xc0, 0x80)),
        echoed("zeros", "application/octet-stream", octets(0, 0, 0)),
        echoed("100-kb", "application/octet-stream", large(100_000)),
        echoed("megabyte", "application/octet-stream", large(1 << 20)).unlike(),
        echoed("every-byte-as-text", "text/plain", every()).unlike(),
        echoed("no-text-as-json", "application/json", octets('"', 0xff, '"')).unlike(),
        echoed("latin-1", "text/plain; charset=iso-8859-1", octets('g', 'r', 0xfc)).unlike(),
        echoed("image", "image/png", octets(0x89, 'P', 'N', 'G', 13, 10, 26, 10)).unlike(),
        echoed("multipart", "multipart/form-data; boundary=b", parts).unlike());
  }

  private static HttpCase compressed() {
    return of(
        "body-with-content-encoding",
        HttpCase.with(
            HttpRequest.of("PUT", "/").withBody(bytes("pretend this is compressed")),
            "content-encoding",
            "gzip",
            "x-ask",
            "content-encoding"),
        status(200).header("x-told", "gzip").body("pretend this is compressed"));
  }

  private static HttpCase unmeasured() {
    return echoed("unmeasured", "text/plain", "however long this is").unmeasured().unlike();
  }

  /** Of a function that takes text and answers it. */
  static HttpCase.Group charsets() {
    return HttpCase.Group.of(
        "charsets",
        FunctionUnderTest.of(Functions.Speak.class, "java.lang.String"),
        Functions.Speak.CALLS,
        List.of(
            read("none", "text/plain", bytes("grüße"), "grüße"),
            read("no-type", null, bytes("grüße"), "grüße"),
            read("nothing", "text/plain", octets(), ""),
            read("utf-8", "text/plain; charset=utf-8", bytes("世界 🚢"), "世界 🚢"),
            read("upper-case", "text/plain; CHARSET=UTF-8", bytes("ü"), "ü"),
            read("quoted", "text/plain; charset=\"utf-8\"", bytes("ü"), "ü"),
            read("after-a-blank", "text/plain; charset= utf-8", bytes("ü"), "ü"),
            read("first-of-parameters", "text/plain;charset=utf-8;a=b", bytes("ü"), "ü"),
            read("last-of-parameters", "text/plain; a=b; charset=us-ascii", bytes("a"), "a"),
            read("of-json", "application/json; charset=iso-8859-1", octets(0xc3, 0xbc), "Ã¼"),
            read("iso-8859-1", "text/plain; charset=iso-8859-1", octets(0xc3, 0xbc), "Ã¼"),
            read("us-ascii", "text/plain; charset=us-ascii", octets('a', 0, '~'), "a\0~"),
            read("utf-16be", "text/plain; charset=utf-16be", octets(0, 'h', 0, 'i'), "hi"),
            read("utf-16le", "text/plain; charset=utf-16le", octets('h', 0, 'i', 0), "hi"),
            read("utf-16", "text/plain; charset=utf-16", octets(0, 'h', 0, 'i'), "hi"),
            read("of-another-name", "text/plain; x-charset=utf-16be", bytes("hi"), "hi"),
            read("within-quotes", "text/plain; a=\"; charset=utf-16be\"", bytes("hi"), "hi"),
            read("latin-1-byte", "text/plain; charset=iso-8859-1", octets(0xfc), "ü").unlike(),
            refused("unknown", "text/plain; charset=klingon", bytes("a"), 415, "unknown-charset"),
            refused("no-name", "text/plain; charset=!!", bytes("a"), 415, "unknown-charset"),
            refused("empty-name", "text/plain; charset=", bytes("a"), 415, "unknown-charset"),
            refused("not-ascii", "text/plain; charset=us-ascii", bytes("ü"), 400, "bad-text"),
            refused("odd-utf-16", "text/plain; charset=utf-16be", bytes("abc"), 400, "bad-text"),
            of(
                "charset-not-utf-8",
                request("text/plain", octets(0xc0, 0x80)),
                problem(400, "Bad Request").uncalled()),
            of(
                "charset-none-not-utf-8",
                request(null, octets(0xff)),
                problem(400, "Bad Request").uncalled())));
  }

  private static HttpCase read(String id, String mediaType, byte[] body, String text) {
    return of(
        "charset-" + id,
        request(mediaType, body),
        status(200).header("content-type", "text/plain; charset=utf-8").body(text));
  }

  private static HttpCase refused(
      String id, String mediaType, byte[] body, int status, String code) {
    return of(
        "charset-" + id,
        request(mediaType, body),
        problem(status, status == 415 ? "Unsupported Media Type" : "Bad Request")
            .says("\"code\":\"" + code + "\"")
            .uncalled());
  }
}
