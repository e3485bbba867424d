package dev.portolan.adapter.springcloudfunction.sample;

import java.util.function.Function;
import org.springframework.stereotype.Component;

/** A bean by itself. */
@Component
public class Exclaimer implements Function<String, String> {
  @Override
  public String apply(String text) {
    return text + "!";
  }
}
