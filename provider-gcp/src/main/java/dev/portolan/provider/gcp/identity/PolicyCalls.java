package dev.portolan.provider.gcp.identity;

import com.google.api.client.json.GenericJson;
import com.google.api.client.json.gson.GsonFactory;
import com.google.api.services.cloudresourcemanager.v3.model.GetIamPolicyRequest;
import com.google.api.services.cloudresourcemanager.v3.model.GetPolicyOptions;
import com.google.api.services.cloudresourcemanager.v3.model.Policy;
import com.google.api.services.cloudresourcemanager.v3.model.SetIamPolicyRequest;
import com.google.api.services.pubsub.Pubsub;
import com.google.api.services.pubsub.model.ListTopicsResponse;
import com.google.api.services.pubsub.model.Topic;
import com.google.cloud.secretmanager.v1.ListSecretsRequest;
import com.google.cloud.secretmanager.v1.ListSecretsResponse;
import com.google.protobuf.util.JsonFormat;
import dev.portolan.deploy.driver.Tally;
import dev.portolan.provider.gcp.config.Place;
import dev.portolan.provider.gcp.config.Right;
import dev.portolan.provider.gcp.wire.Found;
import dev.portolan.provider.gcp.wire.GoogleClients;
import dev.portolan.provider.gcp.wire.Pages;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedSet;

/** The policies of a project, and of single things in it: one method a call. */
public record PolicyCalls(GoogleClients clients, Tally tally, Place place) {
  private static final String BUCKETS = "storage.googleapis.com";
  private static final GsonFactory JSON = GsonFactory.getDefaultInstance();

  ProjectPolicy ofProject() throws Exception {
    GetIamPolicyRequest request =
        new GetIamPolicyRequest()
            .setOptions(new GetPolicyOptions().setRequestedPolicyVersion(ProjectPolicy.VERSION));
    Policy policy =
        tally.read(
            () ->
                clients
                    .projects()
                    .projects()
                    .getIamPolicy("projects/" + place.project(), request)
                    .execute());
    return new ProjectPolicy(policy);
  }

  /** The roles that an account has in the project, without condition. */
  public SortedSet<String> rolesInProject(String email) throws Exception {
    return ofProject().roles(email);
  }

  /**
   * Writes it, if it is still the one that was read: its etag goes along. "If you don't include an
   * update mask, {@code bindings, etag}" is the mask.
   */
  void setOfProject(Policy policy) throws Exception {
    SetIamPolicyRequest request = new SetIamPolicyRequest().setPolicy(policy);
    tally.mutation(
        () ->
            clients
                .projects()
                .projects()
                .setIamPolicy("projects/" + place.project(), request)
                .execute());
  }

  /** The names, in full, of all secrets of the project. */
  List<String> secrets() throws Exception {
    ListSecretsRequest.Builder request =
        ListSecretsRequest.newBuilder().setParent("projects/" + place.project());
    return Pages.all(
            page -> {
              ListSecretsRequest next = request.setPageToken(page).build();
              return tally.read(() -> clients.secrets().listSecretsCallable().call(next));
            },
            ListSecretsResponse::getSecretsList,
            ListSecretsResponse::getNextPageToken)
        .stream()
        .map(each -> "projects/" + place.project() + "/secrets/" + Place.last(each.getName()))
        .toList();
  }

  /** The names, in full, of all topics of the project. */
  List<String> topics() throws Exception {
    return Pages.all(
            page ->
                tally.read(
                    () ->
                        topicCalls()
                            .list("projects/" + place.project())
                            .setPageToken(page.isEmpty() ? null : page)
                            .execute()),
            answer -> Objects.requireNonNullElse(answer.getTopics(), List.<Topic>of()),
            ListTopicsResponse::getNextPageToken)
        .stream()
        .map(Topic::getName)
        .toList();
  }

  /** The names of all buckets of the project. */
  List<String> buckets() throws Exception {
    String path = "/storage/v1/b?project=" + encoded(place.project());
    return Pages.all(
            page ->
                tally.read(
                    () ->
                        clients
                            .json(BUCKETS)
                            .get(page.isEmpty() ? path : path + "&pageToken=" + encoded(page))),
            answer -> (List<?>) Objects.requireNonNullElse(answer.get("items"), List.of()),
            answer -> String.valueOf(Objects.requireNonNullElse(answer.get("nextPageToken"), "")))
        .stream()
        .map(each -> String.valueOf(((Map<?, ?>) each).get("name")))
        .toList();
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private Pubsub.Projects.Topics topicCalls() throws IOException {
    return clients.pubsub().projects().topics();
  }

  private Pubsub.Projects.Subscriptions subscriptionCalls() throws IOException {
    return clients.pubsub().projects().subscriptions();
  }

  /** The policy that a right stands in; empty if there is no such thing. */
  Optional<com.google.iam.v1.Policy> of(Right right) throws Exception {
    if (right.isSecret()) {
      return ofSecret(right.text());
    }
    return tally.read(
        () -> Found.orIfDisabled(() -> Found.of(() -> read(right)), Optional.empty()));
  }

  /**
   * Whether an account has a right, by the policy of the thing; not where there is no such thing.
   */
  public boolean allows(Right right, String email) throws Exception {
    return of(right).filter(now -> RightPolicy.allows(now, right.role(), email)).isPresent();
  }

  /** The same; throws what Google answers where there is no such thing. */
  com.google.iam.v1.Policy existing(Right right) throws Exception {
    return tally.read(() -> right.isSecret() ? readSecret(right.text()) : read(right));
  }

  private com.google.iam.v1.Policy read(Right right) throws IOException {
    GenericJson found;
    if (right.isTopic()) {
      found =
          topicCalls()
              .getIamPolicy(right.text())
              .setOptionsRequestedPolicyVersion(ProjectPolicy.VERSION)
              .execute();
    } else if (right.isSubscription()) {
      found =
          subscriptionCalls()
              .getIamPolicy(right.text())
              .setOptionsRequestedPolicyVersion(ProjectPolicy.VERSION)
              .execute();
    } else {
      found =
          clients
              .json(BUCKETS)
              .get(bucket(right) + "?optionsRequestedPolicyVersion=" + ProjectPolicy.VERSION);
    }
    com.google.iam.v1.Policy.Builder policy = com.google.iam.v1.Policy.newBuilder();
    JsonFormat.parser().ignoringUnknownFields().merge(JSON.toString(found), policy);
    return policy.build();
  }

  /** Writes it, if it is still the one that was read: its etag goes along. */
  void set(Right right, com.google.iam.v1.Policy policy) throws Exception {
    if (right.isSecret()) {
      setOfSecret(right.text(), policy);
      return;
    }
    String json = JsonFormat.printer().print(policy);
    if (right.isTopic() || right.isSubscription()) {
      var request =
          new com.google.api.services.pubsub.model.SetIamPolicyRequest()
              .setPolicy(JSON.fromString(json, com.google.api.services.pubsub.model.Policy.class));
      tally.mutation(
          () ->
              right.isTopic()
                  ? topicCalls().setIamPolicy(right.text(), request).execute()
                  : subscriptionCalls().setIamPolicy(right.text(), request).execute());
    } else {
      GenericJson next = JSON.fromString(json, GenericJson.class);
      tally.mutation(() -> clients.json(BUCKETS).put(bucket(right), next));
    }
  }

  private static String bucket(Right right) {
    return "/storage/v1/b/" + encoded(right.name()) + "/iam";
  }

  private Optional<com.google.iam.v1.Policy> ofSecret(String secret) throws Exception {
    return tally.read(() -> Found.of(() -> readSecret(secret)));
  }

  private com.google.iam.v1.Policy readSecret(String secret) throws IOException {
    com.google.iam.v1.GetIamPolicyRequest request =
        com.google.iam.v1.GetIamPolicyRequest.newBuilder()
            .setResource(secret)
            .setOptions(
                com.google.iam.v1.GetPolicyOptions.newBuilder()
                    .setRequestedPolicyVersion(ProjectPolicy.VERSION))
            .build();
    return clients.secrets().getIamPolicyCallable().call(request);
  }

  private void setOfSecret(String secret, com.google.iam.v1.Policy policy) throws Exception {
    com.google.iam.v1.SetIamPolicyRequest request =
        com.google.iam.v1.SetIamPolicyRequest.newBuilder()
            .setResource(secret)
            .setPolicy(policy)
            .build();
    tally.mutation(() -> clients.secrets().setIamPolicyCallable().call(request));
  }
}
