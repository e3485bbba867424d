package dev.portolan.images.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.deploy.driver.Tally;
import dev.portolan.images.Calls;
import dev.portolan.images.JreImage;
import dev.portolan.images.Packing;
import dev.portolan.images.image.Image;
import dev.portolan.images.image.ImageArchive;
import dev.portolan.images.packing.JvmStore;
import dev.portolan.sandbox.CallGate;
import dev.portolan.sandbox.CallLog;
import dev.portolan.sandbox.FaultPlan;
import dev.portolan.sandbox.images.registry.ImageStore;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whose word counts where, and what a registry lets in. */
final class RegistryCredentialsTest {
  private static final Repository OURS = new Repository("eu-docker.example.com", "shop/app");
  private static final Repository THEIRS = new Repository("docker.example.com", "jre");
  private static final Login TOKEN = Login.of("oauth2accesstoken", "ya29.secret");
  private static final RegistryCredentials OWN =
      repository -> Optional.of(TOKEN).filter(token -> repository.equals(OURS));

  @TempDir Path work;

  @Test
  void othersAreAskedOnlyWhereTheFirstKnowNothing() throws Exception {
    Login other = Login.of("ada", "open sesame");
    RegistryCredentials both = OWN.or(repository -> Optional.of(other));

    assertEquals(Optional.of(TOKEN), both.find(OURS));
    assertEquals(Optional.of(other), both.find(THEIRS));
  }

  @Test
  void aSecretIsNotTold() {
    assertFalse(TOKEN.toString().contains("secret"), TOKEN.toString());
  }

  @Test
  void anImageIsPushedWithATokenThatIsAskedForAnew() throws Exception {
    try (var registry =
        dev.portolan.sandbox.images.registry.Registry.open(
            0,
            ImageStore.open(work.resolve("registry")),
            new CallGate(new FaultPlan(), new CallLog()))) {
      AtomicInteger tokens = new AtomicInteger();
      registry.require(
          (user, word) -> user.equals("oauth2accesstoken") && word.equals("token" + tokens.get()));
      Repository repository = new Repository(registry.host(), "project/portolan/shop");
      RegistryCredentials fresh =
          asked -> Optional.of(Login.of("oauth2accesstoken", "token" + tokens.incrementAndGet()));

      ImagePlanner images = planner(repository, fresh);
      Image image =
          JreImage.of(JreImage.Tar.open(work.resolve("layer")).file("x", "y").close(), "amd64");
      var artifact = ImageArchive.write(image, 1, work.resolve("out/image.tar"));
      ImageChoice choice = images.choose(artifact, List.of());
      new ImagePush(images).run(new Calls.Values(), choice.push().orElseThrow(), choice.tag());

      assertEquals(Optional.empty(), images.choose(artifact, List.of()).push());
      assertEquals(
          registry.host() + "/project/portolan/shop@" + image.digest(), choice.reference());
      RegistryException refused =
          assertThrows(
              RegistryException.class,
              () -> planner(repository, asked -> Optional.empty()).choose(artifact, List.of()));
      assertEquals(401, refused.status());
      assertTrue(tokens.get() >= 1);
    }
  }

  private static ImagePlanner planner(Repository repository, RegistryCredentials credentials) {
    return new ImagePlanner(
        new RegistryAccess(Registry.client(), new Tally(Calls.once()), credentials),
        repository,
        repository,
        Packing.settings(Map.of("startupCache", "none")),
        new JvmStore(Path.of("no JVM is kept")));
  }
}
