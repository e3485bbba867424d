package dev.portolan.adapter.http;

import java.util.ArrayList;
import java.util.List;

/**
 * A request that must be refused, and how.
 *
 * @param name what is wrong with it
 * @param bytes the request, one character a byte
 * @param status the answer
 */
record BadRequest(String name, String bytes, int status) {
  static final String HOST = "Host: localhost\r\n";

  @Override
  public String toString() {
    return name + " is " + status;
  }

  /** Requests whose first line is wrong. */
  static List<BadRequest> firstLines() {
    List<BadRequest> all = new ArrayList<>();
    for (char c : "()<>@,;:\\\"/[]?={} \t\u0000\u0001\u001f\u007f\u0080\u00ff".toCharArray()) {
      all.add(line("method with " + (int) c, "GE" + c + "T /echo HTTP/1.1", 400));
    }
    for (int c = 0; c < 32; c++) {
      if (c != '\n' && c != '\r') {
        all.add(line("target with " + c, "GET /ec" + (char) c + "ho HTTP/1.1", 400));
      }
    }
    for (char c : "\u007f\u0080\u00e4\u00ff#".toCharArray()) {
      all.add(line("target with " + (int) c, "GET /ec" + c + "ho HTTP/1.1", 400));
    }
    for (String target :
        List.of(
            "http://localhost/echo",
            "HTTP://localhost/echo",
            "localhost:80",
            "echo",
            "*",
            "?a=b",
            "/%",
            "/%4",
            "/%zz",
            "/%c0%af",
            "/%c0%80",
            "/%ff",
            "/%ed%a0%80",
            "/%e2%82",
            "/%00",
            "/echo?a=%",
            "/echo?a=%gg",
            "/echo?a=%ff",
            "/echo?%c0%80=b",
            "/echo?a=%00",
            "/echo?a=%ed%bf%bf")) {
      all.add(line("target " + target, "GET " + target + " HTTP/1.1", 400));
    }
    for (String version :
        List.of(
            "http/1.1",
            "HTTP/1",
            "HTTP/1.10",
            "HTTP/11",
            "HTTP/1.1 ",
            "HTTPS/1.1",
            "HTTP/a.b",
            " HTTP/1.1",
            "HTTP/1,1",
            "1.1",
            "HTTP/")) {
      all.add(line("version " + version, "GET /echo " + version, 400));
    }
    for (String version : List.of("HTTP/0.9", "HTTP/1.2", "HTTP/2.0", "HTTP/3.0")) {
      all.add(line("version " + version, "GET /echo " + version, 505));
    }
    all.add(new BadRequest("preface of HTTP/2", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 505));
    all.add(line("no version", "GET /echo", 400));
    all.add(line("no target", "GET HTTP/1.1", 400));
    all.add(line("method alone", "GET", 400));
    all.add(line("a blank first", " GET /echo HTTP/1.1", 400));
    all.add(line("an empty method", " /echo HTTP/1.1", 400));
    all.add(line("two blanks", "GET  /echo HTTP/1.1", 400));
    all.add(line("a tab", "GET\t/echo\tHTTP/1.1", 400));
    all.add(line("a method of 33", "A".repeat(33) + " /echo HTTP/1.1", 400));
    all.add(line("a target of 16 KiB", "GET /" + "a".repeat(16 * 1024) + " HTTP/1.1", 414));
    all.add(
        new BadRequest("two empty lines", "\r\n\r\nGET /echo HTTP/1.1\r\n" + HOST + "\r\n", 400));
    all.add(new BadRequest("bare LF", "GET /echo HTTP/1.1\n" + HOST + "\r\n", 400));
    all.add(new BadRequest("bare CR", "GET /echo HTTP/1.1\r" + HOST + "\r\n", 400));
    all.add(new BadRequest("a TLS hello", "\u0016\u0003\u0001\u0002\u0000\u0001\u0000\n", 400));
    return all;
  }

  /** Requests whose headers are wrong. */
  static List<BadRequest> headers() {
    List<BadRequest> all = new ArrayList<>();
    for (int c = 0; c < 32; c++) {
      if (c != '\t') {
        all.add(header("value with " + c, "X-A: b" + (char) c + "c"));
      }
    }
    all.add(header("value with 127", "X-A: b\u007fc"));
    for (char c : "()<>@,;\\\"/[]?={} \t\u0000\u007f\u0080\u00e4".toCharArray()) {
      all.add(header("name with " + (int) c, "X-" + c + "A: b"));
    }
    all.add(header("no name", ": b"));
    all.add(header("no colon", "X-A"));
    all.add(header("blank before the colon", "X-A : b"));
    all.add(header("tab before the colon", "X-A\t: b"));
    all.add(header("folded", "X-A: b\r\n c"));
    all.add(header("folded by a tab", "X-A: b\r\n\tc"));
    all.add(new BadRequest("first header folded", "GET /echo HTTP/1.1\r\n " + HOST + "\r\n", 400));
    all.add(header("bare LF", "X-A: b\nX-B: c"));
    all.add(header("LF CR", "X-A: b\n\rX-B: c"));
    all.add(header("CR CR LF", "X-A: b\r\r\nX-B: c"));
    for (String bytes :
        List.of("\u00ff", "\u00c0\u0080", "\u00e4", "\u00ed\u00a0\u0080", "\u00e2\u0082")) {
      all.add(header("value not UTF-8", "X-A: " + bytes));
    }
    all.add(new BadRequest("no host", "GET /echo HTTP/1.1\r\n\r\n", 400));
    all.add(header("two hosts", "Host: localhost"));
    all.add(header("two hosts that differ", "HOST: example.com"));
    for (String host :
        List.of("", "a b", "a,b", "a/b", "u@h", "h?q", "h#f", "\"h\"", "<h>", "h\\i")) {
      all.add(
          new BadRequest("host " + host, "GET /echo HTTP/1.1\r\nHost: " + host + "\r\n\r\n", 400));
    }
    all.add(header("an expectation", "Expect: 200-ok", 417));
    all.add(header("headers of 33 KiB", "X-A: " + "a".repeat(33 * 1024), 431));
    all.add(header("a name of 33 KiB", "a".repeat(33 * 1024) + ": b", 431));
    all.add(header("256 more headers", "X-A: b\r\n".repeat(255) + "X-A: b", 431));
    return all;
  }

  private static BadRequest line(String name, String line, int status) {
    return new BadRequest(name, line + "\r\n" + HOST + "\r\n", status);
  }

  private static BadRequest header(String name, String line) {
    return header(name, line, 400);
  }

  private static BadRequest header(String name, String line, int status) {
    boolean body = status == 417;
    String end = body ? "\r\nContent-Length: 1\r\n\r\n" : "\r\n\r\n";
    return new BadRequest(name, "GET /echo HTTP/1.1\r\n" + HOST + line + end, status);
  }
}
