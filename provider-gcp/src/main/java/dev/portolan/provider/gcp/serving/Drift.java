package dev.portolan.provider.gcp.serving;

import com.google.cloud.run.v2.Service;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What somebody has changed at a service beside its template and who can reach it. */
public final class Drift {
  private Drift() {}

  /** Each difference as {@code what: is → shall be}; empty for none. */
  public static Optional<String> of(Wanted wanted, Service service) {
    List<String> told = new ArrayList<>();
    wanted
        .labels()
        .forEach(
            (key, value) -> {
              String is = service.getLabelsOrDefault(key, "(none)");
              if (!is.equals(value)) {
                told.add("labels." + key + ": " + is + " → " + value);
              }
            });
    return told.isEmpty() ? Optional.empty() : Optional.of(Reasons.joined(told));
  }
}
