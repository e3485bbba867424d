package dev.portolan.deploy;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import dev.portolan.deploy.config.SecretLook;
import dev.portolan.deploy.model.Plan;
import dev.portolan.deploy.model.Step;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Puts {@code ***} where a known secret stands, also where it stands encoded: base64, hex, as part
 * of a URL or of JSON. It does not know secrets nobody told it.
 */
public final class Redaction {
  private static final String MASK = "***";

  /** Shorter values are found in innocent words, and are no secrets anyway. */
  private static final int SHORTEST = 6;

  private final List<String> masked = new CopyOnWriteArrayList<>();

  private Redaction() {}

  public static Redaction of(Collection<String> secrets) {
    Redaction redaction = new Redaction();
    secrets.forEach(redaction::add);
    return redaction;
  }

  /** The values among these whose names, or looks, tell that they are secrets. */
  public static Redaction from(Map<String, String> values) {
    return of(List.of()).learn(values);
  }

  /** Takes the secrets among these values in. References to secrets are none. */
  Redaction learn(Map<String, String> values) {
    values.forEach(
        (name, value) -> {
          if (SecretLook.is(name, value)) {
            add(value);
          }
        });
    return this;
  }

  /** The text with all known secrets masked. */
  public String apply(String text) {
    String result = text;
    for (String secret : masked) {
      result = result.replace(secret, MASK);
    }
    return result;
  }

  /** The plan with all known secrets masked in what people read. */
  Plan apply(Plan plan) {
    return new Plan(
        plan.goal(),
        plan.owner(),
        plan.target(),
        plan.functions(),
        plan.steps().stream().map(this::apply).toList(),
        plan.notes().stream().map(this::apply).toList(),
        plan.observed());
  }

  private Step apply(Step step) {
    return new Step(
        step.id(),
        step.function(),
        step.phase(),
        step.change(),
        apply(step.resource()),
        apply(step.why()),
        step.after(),
        step.serialKey(),
        step.action());
  }

  /** Whether an exception, or any that would be printed with it, tells a secret. */
  boolean holds(Throwable thrown) {
    for (Throwable t = thrown; t != null; t = t.getCause()) {
      String text = String.valueOf(t);
      if (!apply(text).equals(text) || Arrays.stream(t.getSuppressed()).anyMatch(this::holds)) {
        return true;
      }
    }
    return false;
  }

  private synchronized void add(String secret) {
    if (secret.length() < SHORTEST) {
      return;
    }
    Set<String> all = new LinkedHashSet<>(masked);
    all.addAll(forms(secret));
    masked.clear();
    masked.addAll(all.stream().sorted(Comparator.comparingInt(String::length).reversed()).toList());
  }

  /** A secret as it may stand in a text. */
  static Set<String> forms(String secret) {
    byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
    String hex = HexFormat.of().formatHex(bytes);
    String json = new String(JsonStringEncoder.getInstance().quoteAsString(secret));
    String url = URLEncoder.encode(secret, StandardCharsets.UTF_8);
    return new LinkedHashSet<>(
        List.of(
            secret,
            json,
            url,
            url.replace("+", "%20"),
            Base64.getEncoder().encodeToString(bytes),
            Base64.getEncoder().withoutPadding().encodeToString(bytes),
            Base64.getUrlEncoder().withoutPadding().encodeToString(bytes),
            hex,
            hex.toUpperCase(java.util.Locale.ROOT)));
  }
}
