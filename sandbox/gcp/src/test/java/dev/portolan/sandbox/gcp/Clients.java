package dev.portolan.sandbox.gcp;

import com.google.api.client.http.HttpTransport;
import com.google.api.client.http.javanet.NetHttpTransport;
import com.google.api.client.json.gson.GsonFactory;
import com.google.api.gax.core.FixedCredentialsProvider;
import com.google.api.gax.httpjson.InstantiatingHttpJsonChannelProvider;
import com.google.api.gax.rpc.ClientSettings;
import com.google.api.services.iam.v1.Iam;
import com.google.api.serviceusage.v1.ServiceUsageClient;
import com.google.api.serviceusage.v1.ServiceUsageSettings;
import com.google.auth.http.HttpCredentialsAdapter;
import com.google.auth.oauth2.ServiceAccountCredentials;
import com.google.cloud.functions.v2.FunctionServiceClient;
import com.google.cloud.functions.v2.FunctionServiceSettings;
import com.google.cloud.resourcemanager.v3.ProjectsClient;
import com.google.cloud.resourcemanager.v3.ProjectsSettings;
import com.google.cloud.run.v2.RevisionsClient;
import com.google.cloud.run.v2.RevisionsSettings;
import com.google.cloud.run.v2.ServicesClient;
import com.google.cloud.run.v2.ServicesSettings;
import com.google.cloud.secretmanager.v1.SecretManagerServiceClient;
import com.google.cloud.secretmanager.v1.SecretManagerServiceSettings;
import com.google.devtools.artifactregistry.v1.ArtifactRegistryClient;
import com.google.devtools.artifactregistry.v1.ArtifactRegistrySettings;
import dev.portolan.sandbox.gcp.client.InProcessTransport;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Google's own clients, pointed at a sandbox; none of them retries. */
record Clients(HttpTransport http, String endpoint, ServiceAccountCredentials credentials) {

  static Clients of(GcpCloud cloud, boolean inProcess) throws IOException {
    HttpTransport http = inProcess ? new InProcessTransport(cloud) : new NetHttpTransport();
    try (InputStream file = new FileInputStream(cloud.settings().get("credentials"))) {
      ServiceAccountCredentials credentials =
          (ServiceAccountCredentials)
              ServiceAccountCredentials.fromStream(file, () -> http)
                  .createScoped("https://www.googleapis.com/auth/cloud-platform");
      return new Clients(http, cloud.settings().get("endpoint"), credentials);
    }
  }

  <B extends ClientSettings.Builder<?, B>> B set(B settings, String host) {
    InstantiatingHttpJsonChannelProvider channel =
        InstantiatingHttpJsonChannelProvider.newBuilder()
            .setHttpTransport(http)
            .setEndpoint(endpoint + "/" + host)
            .build();
    return settings
        .setTransportChannelProvider(channel)
        .setCredentialsProvider(FixedCredentialsProvider.create(credentials))
        .setEndpoint(endpoint + "/" + host);
  }

  ServicesClient services() throws IOException {
    return ServicesClient.create(
        set(ServicesSettings.newHttpJsonBuilder(), "run.googleapis.com").build());
  }

  RevisionsClient revisions() throws IOException {
    return RevisionsClient.create(
        set(RevisionsSettings.newHttpJsonBuilder(), "run.googleapis.com").build());
  }

  ProjectsClient projects() throws IOException {
    return ProjectsClient.create(
        set(ProjectsSettings.newHttpJsonBuilder(), "cloudresourcemanager.googleapis.com").build());
  }

  ServiceUsageClient usage() throws IOException {
    return ServiceUsageClient.create(
        set(ServiceUsageSettings.newHttpJsonBuilder(), "serviceusage.googleapis.com").build());
  }

  SecretManagerServiceClient secrets() throws IOException {
    return SecretManagerServiceClient.create(
        set(SecretManagerServiceSettings.newHttpJsonBuilder(), "secretmanager.googleapis.com")
            .build());
  }

  ArtifactRegistryClient registry() throws IOException {
    return ArtifactRegistryClient.create(
        set(ArtifactRegistrySettings.newHttpJsonBuilder(), "artifactregistry.googleapis.com")
            .build());
  }

  Iam iam() {
    return new Iam.Builder(
            http, GsonFactory.getDefaultInstance(), new HttpCredentialsAdapter(credentials))
        .setRootUrl(endpoint + "/iam.googleapis.com/")
        .setApplicationName("test")
        .build();
  }

  FunctionServiceClient functions() throws IOException {
    return FunctionServiceClient.create(
        set(FunctionServiceSettings.newHttpJsonBuilder(), "cloudfunctions.googleapis.com").build());
  }
}
