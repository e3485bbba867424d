package dev.portolan.deploy.config;

import dev.portolan.deploy.describe.NameRules;
import dev.portolan.deploy.model.Architecture;
import dev.portolan.deploy.model.Cors;
import dev.portolan.deploy.model.FunctionSpec;
import dev.portolan.deploy.model.Jwt;
import dev.portolan.deploy.model.Problem;
import dev.portolan.deploy.model.Sizing;
import dev.portolan.deploy.model.Trigger;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A key of functions that means the same at every provider. */
enum CommonKey {
  MEMORY("memory", "a whole number of MiB from 1 to 1048576, such as 512") {
    @Override
    Optional<FunctionSpec> apply(FunctionSpec function, String value) {
      return number(value, 1 << 20).map(n -> sized(function, s -> s.withMemoryMebibytes(n)));
    }
  },
  TIMEOUT("timeout", "seconds, or with a unit: 29, 30s, 2m; at least one second, at most a day") {
    @Override
    Optional<FunctionSpec> apply(FunctionSpec function, String value) {
      return duration(value).map(timeout -> sized(function, s -> s.withTimeout(timeout)));
    }
  },
  ARCHITECTURE("architecture", "x86_64 or arm64") {
    @Override
    Optional<FunctionSpec> apply(FunctionSpec function, String value) {
      return Arrays.stream(Architecture.values())
          .filter(known -> known.name().toLowerCase(Locale.ROOT).equals(value))
          .findFirst()
          .map(known -> sized(function, s -> s.withArchitecture(known)));
    }
  },
  MAX_CONCURRENCY("maxConcurrency", "a whole number from 1") {
    @Override
    Optional<FunctionSpec> apply(FunctionSpec function, String value) {
      return number(value, Integer.MAX_VALUE)
          .map(n -> sized(function, s -> s.withMaxConcurrency(n)));
    }
  },
  DEAD_LETTER("deadLetter", "the portable name of a queue, such as refused-orders") {
    @Override
    Optional<FunctionSpec> apply(FunctionSpec function, String value) {
      return NameRules.isName(value)
          ? Optional.of(function.withDeadLetter(value))
          : Optional.empty();
    }

    @Override
    Optional<String> passesOver(FunctionSpec function, String value) {
      return function.isSentEvents() && !function.takesFrom(value)
          ? Optional.empty()
          : Optional.of(
              "leave it out: it takes from that queue itself, or nothing sends it events");
    }
  },
  CORS(
      "cors",
      "origins as browsers spell them, such as https://app.example.com, with blanks between; * for"
          + " all, or none") {
    @Override
    Optional<FunctionSpec> apply(FunctionSpec function, String value) {
      if (value.equals("none")) {
        return Optional.of(http(function, Trigger.Http::withoutCors));
      }
      List<String> origins = words(value);
      boolean known =
          origins.equals(List.of("*")) || origins.stream().allMatch(CommonKey::isOrigin);
      return known ? Optional.of(shared(function, c -> c.withOrigins(origins))) : Optional.empty();
    }
  },
  CORS_HEADERS("corsHeaders", "names of request headers, with blanks between") {
    @Override
    Optional<FunctionSpec> apply(FunctionSpec function, String value) {
      return names(value).map(names -> shared(function, c -> c.withHeaders(names)));
    }
  },
  CORS_EXPOSES("corsExposes", "names of response headers, with blanks between") {
    @Override
    Optional<FunctionSpec> apply(FunctionSpec function, String value) {
      return names(value).map(names -> shared(function, c -> c.withExposes(names)));
    }
  },
  CORS_CREDENTIALS("corsCredentials", "true or false") {
    @Override
    Optional<FunctionSpec> apply(FunctionSpec function, String value) {
      return Set.of("true", "false").contains(value)
          ? Optional.of(shared(function, c -> c.withCredentials(value.equals("true"))))
          : Optional.empty();
    }
  },
  CORS_MAX_AGE(
      "corsMaxAge", "seconds, or with a unit: 600, 10m, 2h; at least one second, at most a day") {
    @Override
    Optional<FunctionSpec> apply(FunctionSpec function, String value) {
      return duration(value).map(age -> shared(function, c -> c.withMaxAge(age)));
    }
  },
  JWT_ISSUER(
      "jwtIssuer",
      "the issuer of tokens as they spell it, such as https://login.example.com/, or none") {
    @Override
    Optional<FunctionSpec> apply(FunctionSpec function, String value) {
      if (value.equals("none")) {
        // what else is said stays: a narrower key may name an issuer yet
        return Optional.of(identified(function, jwt -> jwt.withIssuer("")));
      }
      return ISSUER.matcher(value).matches()
          ? Optional.of(identified(function, jwt -> jwt.withIssuer(value)))
          : Optional.empty();
    }
  },
  JWT_AUDIENCES("jwtAudiences", "what tokens are for, as they spell it, with blanks between") {
    @Override
    Optional<FunctionSpec> apply(FunctionSpec function, String value) {
      List<String> audiences = List.of(value.split("\\s+"));
      return Optional.of(identified(function, jwt -> jwt.withAudiences(audiences)));
    }
  },
  JWT_SCOPES("jwtScopes", "scopes of which a token has one, with blanks between") {
    @Override
    Optional<FunctionSpec> apply(FunctionSpec function, String value) {
      List<String> scopes = List.of(value.split("\\s+"));
      return scopes.stream().allMatch(SCOPE.asMatchPredicate())
          ? Optional.of(identified(function, jwt -> jwt.withScopes(scopes)))
          : Optional.empty();
    }
  };

  private static final Pattern DURATION = Pattern.compile("([0-9]{1,9})\\s*([smh]?)");

  private static final String LABEL = "[a-z0-9]([a-z0-9_-]*[a-z0-9])?";

  private static final Pattern ORIGIN =
      Pattern.compile(
          "(https?)://(" + LABEL + "([.]" + LABEL + ")*|\\[[0-9a-f:.]+\\])(:([1-9][0-9]{0,4}))?");

  private static final Pattern HEADER = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]+");

  /** By https, without query and fragment. */
  private static final Pattern ISSUER =
      Pattern.compile(
          "https://" + LABEL + "([.]" + LABEL + ")*(:[1-9][0-9]{0,4})?(/[A-Za-z0-9._~/%-]*)?");

  /** A scope-token of RFC 6749. */
  private static final Pattern SCOPE = Pattern.compile("[\\x21\\x23-\\x5B\\x5D-\\x7E]+");

  private final String key;
  private final String expected;

  CommonKey(String key, String expected) {
    this.key = key;
    this.expected = expected;
  }

  static Optional<CommonKey> find(String key) {
    return Arrays.stream(values()).filter(known -> known.key.equals(key)).findFirst();
  }

  static List<String> keys() {
    return Arrays.stream(values()).map(known -> known.key).toList();
  }

  /** What to do where it says nothing about this function; empty where it does. */
  Optional<String> passesOver(FunctionSpec function, String value) {
    return isOfCors()
        ? ofOpenOnes(function)
        : isOfJwt() ? ofClosedOnes(function) : Optional.empty();
  }

  /** The function with this value in it; empty if the value is none. */
  abstract Optional<FunctionSpec> apply(FunctionSpec function, String value);

  Problem refuse(String value, String where) {
    return Problem.of(where, key + " is '" + value + "'", "write " + expected);
  }

  private static FunctionSpec sized(FunctionSpec function, UnaryOperator<Sizing> change) {
    return function.withSizing(change.apply(function.sizing()));
  }

  private static Optional<String> ofOpenOnes(FunctionSpec function) {
    boolean open =
        function
            .triggers(Trigger.Http.class)
            .anyMatch(http -> http.access() == Trigger.Access.PUBLIC);
    return open
        ? Optional.empty()
        : Optional.of(
            "leave it out, or make the function public: before a page calls a function of another"
                + " origin the browser asks whether it may, as nobody");
  }

  private static Optional<String> ofClosedOnes(FunctionSpec function) {
    boolean closed =
        function
            .triggers(Trigger.Http.class)
            .anyMatch(http -> http.access() == Trigger.Access.AUTHENTICATED);
    return closed
        ? Optional.empty()
        : Optional.of(
            "leave it out: a function takes tokens where requests call it, and it is not public");
  }

  /** As browsers spell one: in lower case, and without the port that is the scheme's own. */
  private static boolean isOrigin(String text) {
    Matcher matcher = ORIGIN.matcher(text);
    if (!matcher.matches()) {
      return false;
    }
    String port = matcher.group(matcher.groupCount());
    String own = matcher.group(1).equals("https") ? "443" : "80";
    return port == null || !port.equals(own) && Integer.parseInt(port) < 1 << 16;
  }

  private static FunctionSpec shared(FunctionSpec function, UnaryOperator<Cors> change) {
    return http(function, http -> http.withCors(change.apply(http.cors().orElse(Cors.NOTHING))));
  }

  /** In the triggers that ask who calls: in others it would say nothing. */
  private static FunctionSpec identified(FunctionSpec function, UnaryOperator<Jwt> change) {
    return http(
        function,
        http ->
            http.access() == Trigger.Access.AUTHENTICATED
                ? http.withJwt(change.apply(http.jwt().orElse(Jwt.NOTHING)))
                : http);
  }

  private static FunctionSpec http(FunctionSpec function, UnaryOperator<Trigger.Http> change) {
    return function.withTriggers(
        function.triggers().stream()
            .map(each -> each instanceof Trigger.Http http ? change.apply(http) : each)
            .toList());
  }

  /** Without what was said for all functions of pages, where this one is for none of them. */
  static FunctionSpec withoutIdleCors(FunctionSpec function) {
    return http(
        function,
        http ->
            http.cors().filter(cors -> cors.origins().isEmpty()).isPresent()
                ? http.withoutCors()
                : http);
  }

  /** Without what was said for all functions of tokens, where this one takes nobody's. */
  static FunctionSpec withoutIdleJwt(FunctionSpec function) {
    return http(
        function,
        http ->
            http.jwt().filter(jwt -> jwt.issuer().isEmpty()).isPresent()
                ? http.withoutJwt()
                : http);
  }

  /** Whether it says more of the pages that another key names. */
  boolean detailsCors() {
    return this != CORS && isOfCors();
  }

  /** Whether it says more of the tokens whose issuer another key names. */
  boolean detailsJwt() {
    return this != JWT_ISSUER && isOfJwt();
  }

  private boolean isOfJwt() {
    return key.startsWith("jwt");
  }

  private boolean isOfCors() {
    return key.startsWith(CORS.key);
  }

  private static List<String> words(String value) {
    return List.of(value.split("[\\s,]+"));
  }

  private static Optional<List<String>> names(String value) {
    List<String> names = words(value);
    return names.stream().allMatch(HEADER.asMatchPredicate())
        ? Optional.of(names)
        : Optional.empty();
  }

  private static Optional<Duration> duration(String value) {
    Matcher matcher = DURATION.matcher(value);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    int unit = "m".equals(matcher.group(2)) ? 60 : "h".equals(matcher.group(2)) ? 3600 : 1;
    return number(matcher.group(1), 86_400 / unit)
        .map(amount -> Duration.ofSeconds((long) amount * unit));
  }

  private static Optional<Integer> number(String value, int max) {
    try {
      int number = Integer.parseInt(value);
      return number >= 1 && number <= max ? Optional.of(number) : Optional.empty();
    } catch (NumberFormatException expected) {
      return Optional.empty();
    }
  }
}
