package dev.portolan.sandbox.gcp.run;

import com.google.cloud.run.v2.TrafficTarget;
import com.google.cloud.run.v2.TrafficTargetAllocationType;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What a traffic split must be; whether its revisions are there is seen when it takes effect. */
final class TrafficRules {
  private TrafficRules() {}

  static void check(String request, String service, List<TrafficTarget> traffic) {
    String where = request + ".service.traffic";
    int sum = 0;
    Set<String> tags = new HashSet<>();
    for (int i = 0; i < traffic.size(); i++) {
      TrafficTarget target = traffic.get(i);
      String at = where + "[" + i + "]";
      boolean named =
          target.getType() == TrafficTargetAllocationType.TRAFFIC_TARGET_ALLOCATION_TYPE_REVISION;
      if (target.getType()
          == TrafficTargetAllocationType.TRAFFIC_TARGET_ALLOCATION_TYPE_UNSPECIFIED) {
        throw RunError.violation(at + ".type", "required field not present.");
      }
      if (named == target.getRevision().isEmpty()) {
        throw RunError.violation(
            at + ".revision",
            named ? "required field not present." : "must not be set for LATEST.");
      }
      if (target.getPercent() < 0 || target.getPercent() > 100) {
        throw RunError.violation(at + ".percent", "must be between 0 and 100.");
      }
      sum += target.getPercent();
      tag(at, service, target.getTag(), tags);
    }
    if (!traffic.isEmpty() && sum != 100) {
      throw RunError.violation(where, "traffic percentages must sum to 100, not to " + sum + ".");
    }
  }

  // https://github.com/firebase/firebase-tools/issues/6137: "Combined traffic tag and service name
  // cannot exceed 46 characters"
  private static void tag(String at, String service, String tag, Set<String> tags) {
    if (tag.isEmpty()) {
      return;
    }
    if (!tag.matches("[a-z]([-a-z0-9]*[a-z0-9])?") || tag.length() + service.length() > 46) {
      throw RunError.violation(
          at + ".tag",
          "'"
              + tag
              + "' must have lower-case letters, digits and - only, begin with a letter, and"
              + " must not be too long together with the service's name.");
    }
    if (!tags.add(tag)) {
      throw RunError.violation(at + ".tag", "'" + tag + "' is there twice.");
    }
  }
}
