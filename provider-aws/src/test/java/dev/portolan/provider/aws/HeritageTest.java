package dev.portolan.provider.aws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.deploy.model.DeployException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.lambda.model.CreateEventSourceMappingRequest;
import software.amazon.awssdk.services.lambda.model.EventSourceMappingConfiguration;
import software.amazon.awssdk.services.lambda.model.Filter;
import software.amazon.awssdk.services.lambda.model.FilterCriteria;
import software.amazon.awssdk.services.lambda.model.GetEventSourceMappingResponse;

/** What a new mapping has of an old one. */
class HeritageTest {
  private static SeenMapping old(String uuid, String state, String reason) {
    return SeenMapping.from(
        EventSourceMappingConfiguration.builder()
            .uuid(uuid)
            .eventSourceArn("arn:aws:dynamodb:r:1:table/t/stream/" + uuid)
            .state(state)
            .stateTransitionReason(reason)
            .build());
  }

  private static boolean enabled(String state, String reason) {
    return Heritage.of(List.of(old("1", state, reason)), mapping -> true).enabled();
  }

  @Test
  void onlyWhatAPersonDisabledStaysSo() {
    assertFalse(enabled("Disabled", "USER_INITIATED"));
    assertFalse(enabled("Disabling", "User action"));
    assertTrue(enabled("Disabled", "Stream not found"));
    assertTrue(enabled("Disabled", null));
    assertTrue(enabled("Enabled", "USER_INITIATED"));
  }

  @Test
  void itIsAsTheLatestOfTheSameSource() {
    List<SeenMapping> all = List.of(old("1", "Enabled", ""), old("3", "Enabled", ""));
    assertEquals(Optional.of("3"), Heritage.of(all, mapping -> true).uuid());
    assertEquals(Optional.empty(), Heritage.of(all, mapping -> false).uuid());
  }

  @Test
  void whatTheOldOneFiltersAndHowManyItBringsAtOnceStays() {
    FilterCriteria added =
        FilterCriteria.builder()
            .filters(Filter.builder().pattern("{\"eventName\":[\"INSERT\"]}").build())
            .build();
    GetEventSourceMappingResponse seen =
        GetEventSourceMappingResponse.builder()
            .filterCriteria(added)
            .kmsKeyArn("arn:aws:kms:key")
            .parallelizationFactor(2)
            .tumblingWindowInSeconds(9)
            .maximumRetryAttempts(-1)
            .destinationConfig(d -> d.onFailure(f -> f.destination("ours")))
            .build();
    WantedMapping wanted =
        new WantedMapping("s", "f", 10, Optional.empty(), true, Optional.empty());
    CreateEventSourceMappingRequest.Builder request =
        CreateEventSourceMappingRequest.builder().maximumRetryAttempts(10_000);
    Heritage.take(seen, wanted, request);
    CreateEventSourceMappingRequest made = request.build();
    assertEquals(added, made.filterCriteria());
    assertEquals("arn:aws:kms:key", made.kmsKeyArn());
    assertEquals(2, made.parallelizationFactor());
    assertEquals(9, made.tumblingWindowInSeconds());
    assertEquals(10_000, made.maximumRetryAttempts(), "no end is mended");
    assertNull(made.destinationConfig(), "it is ours to say");
  }

  @Test
  void aFilterThatCannotBeReadIsNotLost() {
    GetEventSourceMappingResponse unread =
        GetEventSourceMappingResponse.builder()
            .uuid("1")
            .filterCriteriaError(e -> e.errorCode("KMS").message("no key"))
            .build();
    WantedMapping wanted =
        new WantedMapping("s", "f", 10, Optional.empty(), false, Optional.empty());
    DeployException told =
        assertThrows(
            DeployException.class,
            () -> Heritage.take(unread, wanted, CreateEventSourceMappingRequest.builder()));
    assertTrue(told.getMessage().contains("no key"), told.getMessage());
  }
}
