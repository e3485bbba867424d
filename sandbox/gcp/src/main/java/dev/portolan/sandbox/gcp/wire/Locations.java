package dev.portolan.sandbox.gcp.wire;

import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where there is a Google Cloud to deploy to.
 *
 * @see <a href="https://cloud.google.com/run/docs/locations">Cloud Run's regions</a>
 */
final class Locations {
  private static final Set<String> REGIONS =
      Set.of(
          "africa-south1",
          "asia-east1",
          "asia-east2",
          "asia-northeast1",
          "asia-northeast2",
          "asia-northeast3",
          "asia-south1",
          "asia-south2",
          "asia-southeast1",
          "asia-southeast2",
          "asia-southeast3",
          "australia-southeast1",
          "australia-southeast2",
          "europe-central2",
          "europe-north1",
          "europe-north2",
          "europe-southwest1",
          "europe-west1",
          "europe-west10",
          "europe-west12",
          "europe-west2",
          "europe-west3",
          "europe-west4",
          "europe-west6",
          "europe-west8",
          "europe-west9",
          "me-central1",
          "me-central2",
          "me-west1",
          "northamerica-northeast1",
          "northamerica-northeast2",
          "northamerica-south1",
          "southamerica-east1",
          "southamerica-west1",
          "us-central1",
          "us-east1",
          "us-east4",
          "us-east5",
          "us-south1",
          "us-west1",
          "us-west2",
          "us-west3",
          "us-west4");

  /**
   * The places of the one service here that has others, too: of buckets and databases that are in
   * several regions, and of none.
   *
   * @see <a href="https://cloud.google.com/eventarc/docs/locations">Eventarc's</a>
   */
  private static final Set<String> WIDE =
      Set.of("global", "us", "eu", "asia", "nam4", "eur4", "asia1", "nam5", "eur3");

  private static final String EVENTARC = "eventarc.googleapis.com";

  private static final Pattern IN_PATH =
      Pattern.compile("/v[^/]*/projects/[^/]+/locations/([^/:]+).*");

  private Locations() {}

  /** Refuses a path that names a place that is not there. */
  static void check(String host, String path) {
    Matcher named = IN_PATH.matcher(path);
    if (!named.matches()) {
      return;
    }
    String place = named.group(1);
    boolean all = place.equals("-") || host.equals(EVENTARC) && WIDE.contains(place);
    if (!all && !REGIONS.contains(place)) {
      throw CommonError.LOCATION.refusal(place);
    }
  }
}
