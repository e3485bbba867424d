package dev.portolan.adapter.http;

import java.util.ArrayList;
import java.util.List;

/** Requests whose body could have two lengths, or none. */
final class BadFraming {
  /** What a smuggler wants a second server to take for a request. */
  private static final String SMUGGLED =
      "GET /echo?smuggled HTTP/1.1\r\nHost: localhost\r\nX-Sent: smuggled\r\n\r\n";

  private BadFraming() {}

  static List<BadRequest> lengths() {
    List<BadRequest> all = new ArrayList<>();
    for (String length :
        List.of(
            "",
            "-1",
            "+1",
            "0x1",
            "1 1",
            "1,1",
            "1, 1",
            "1;1",
            "abc",
            "1.0",
            "1e0",
            "\"1\"",
            "9".repeat(19),
            "1\u00b2")) {
      all.add(post("length " + length, "Content-Length: " + length, "a", 400));
    }
    all.add(post("two equal lengths", "Content-Length: 1\r\nContent-Length: 1", "a", 400));
    all.add(post("two lengths", "Content-Length: 1\r\nContent-Length: 2", "ab", 400));
    all.add(post("two lengths, another case", "Content-Length: 1\r\nCONTENT-LENGTH: 2", "ab", 400));
    all.add(post("a length beyond all", "Content-Length: 999999999999999999", "a", 413));
    all.add(post("a length beyond the limit", "Content-Length: 65537", "a", 413));
    for (String coding :
        List.of(
            "",
            "gzip",
            "identity",
            "xchunked",
            "chunkedx",
            "chunked, gzip",
            "chunked, identity",
            "chunked, chunked",
            "chunked;q=1",
            "\"chunked\"",
            "chunked,",
            "ch unked")) {
      all.add(post("coding " + coding, "Transfer-Encoding: " + coding, "0\r\n\r\n", 400));
    }
    all.add(post("coding gzip, chunked", "Transfer-Encoding: gzip, chunked", "0\r\n\r\n", 501));
    all.add(post("coding with a control", "Transfer-Encoding: \u000bchunked", "0\r\n\r\n", 400));
    all.add(post("coding with a blank", "Transfer-Encoding : chunked", "0\r\n\r\n", 400));
    all.add(
        post(
            "two codings",
            "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked",
            "0\r\n\r\n",
            400));
    all.add(post("a folded coding", "X-A: b\r\n Transfer-Encoding: chunked", "0\r\n\r\n", 400));
    all.add(
        new BadRequest(
            "chunks in HTTP/1.0",
            "POST /echo HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
            400));
    return all;
  }

  static List<BadRequest> smuggling() {
    List<BadRequest> all = new ArrayList<>();
    String chunked = "Transfer-Encoding: chunked";
    String rest = "0\r\n\r\n" + SMUGGLED;
    all.add(post("CL.TE", "Content-Length: " + rest.length() + "\r\n" + chunked, rest, 400));
    all.add(post("TE.CL", chunked + "\r\nContent-Length: 4", rest, 400));
    for (String disguise :
        List.of(
            "Transfer-Encoding: xchunked",
            "Transfer-Encoding : chunked",
            "Transfer-Encoding: chunked\r\nTransfer-Encoding: x",
            "Transfer-Encoding: x\r\nTransfer-Encoding: chunked",
            "Transfer-Encoding:\u000bchunked",
            "X: X\nTransfer-Encoding: chunked",
            "Transfer-Encoding\r\n : chunked",
            "Transfer-Encoding: chunked\u0000",
            "Transfer-Encoding: identity, chunked, identity")) {
      all.add(post("TE.TE by " + disguise, disguise + "\r\nContent-Length: 4", rest, 400));
    }
    all.add(post("CL.CL", "Content-Length: 0\r\nContent-Length: 44", SMUGGLED, 400));
    all.add(post("CL.0 by a sign", "Content-Length: +0", SMUGGLED, 400));
    all.add(post("CL.0 by a fold", "Content-Length:\r\n 0", SMUGGLED, 400));
    return all;
  }

  static List<BadRequest> chunks() {
    List<BadRequest> all = new ArrayList<>();
    for (String size :
        List.of("", "g", "-1", "+1", "0x1", " 1", "1 ", "1\t", "1\n", "1\r", ";", "1.", "\u0000")) {
      all.add(chunked("size " + size, size + "\r\na\r\n0\r\n\r\n", 400));
    }
    all.add(chunked("a size beyond all", "fffffffff\r\na\r\n0\r\n\r\n", 413));
    all.add(chunked("the largest int", "7fffffff\r\na\r\n0\r\n\r\n", 413));
    all.add(chunked("a negative int", "ffffffff\r\na\r\n0\r\n\r\n", 413));
    all.add(chunked("a chunk beyond the limit", "10001\r\na", 413));
    all.add(
        chunked(
            "chunks beyond the limit", ("8000\r\n" + "a".repeat(0x8000) + "\r\n").repeat(3), 413));
    all.add(chunked("longer than its size", "1\r\nab\r\n0\r\n\r\n", 400));
    all.add(chunked("shorter than its size", "3\r\na\r\n0\r\n\r\n", 400));
    all.add(chunked("ended by LF", "1\na\n0\n\n", 400));
    all.add(chunked("data ended by LF", "1\r\na\n0\r\n\r\n", 400));
    all.add(chunked("an extension with NUL", "1;a=\u0000\r\na\r\n0\r\n\r\n", 400));
    all.add(chunked("an extension with LF", "1;a=\nb\r\na\r\n0\r\n\r\n", 400));
    all.add(chunked("an extension of 5 KiB", "1;" + "a".repeat(5000) + "\r\na\r\n0\r\n\r\n", 431));
    all.add(chunked("a trailer of 5 KiB", "0\r\nx: " + "a".repeat(5000) + "\r\n\r\n", 431));
    all.add(chunked("a folded trailer", "0\r\nx: a\r\n b\r\n\r\n", 400));
    all.add(chunked("a trailer without name", "0\r\n: a\r\n\r\n", 400));
    all.add(chunked("a trailer with NUL", "0\r\nx: \u0000\r\n\r\n", 400));
    all.add(chunked("no end", "0\r\nGET /echo HTTP/1.1\u0001", 400));
    return all;
  }

  private static BadRequest chunked(String name, String body, int status) {
    return post(name, "Transfer-Encoding: chunked", body, status);
  }

  private static BadRequest post(String name, String headers, String body, int status) {
    return new BadRequest(
        name, "POST /echo HTTP/1.1\r\n" + BadRequest.HOST + headers + "\r\n\r\n" + body, status);
  }
}
