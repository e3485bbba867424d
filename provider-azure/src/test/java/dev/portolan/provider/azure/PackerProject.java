package dev.portolan.provider.azure;

import dev.portolan.deploy.model.Application;
import dev.portolan.deploy.model.Bundle;
import dev.portolan.deploy.model.FunctionSpec;
import dev.portolan.deploy.model.Owner;
import dev.portolan.deploy.model.Trigger;
import dev.portolan.deploy.model.Use;
import dev.portolan.deploy.packaging.ReproducibleZip;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;

/** A project of one function, {@link Packer}, {@link Keeper} or {@link Auditor}, or of two. */
final class PackerProject {
  private PackerProject() {}

  static Application in(Path work, Owner owner, Trigger trigger) throws IOException {
    return in(work, owner, "packer", Packer.class, "java.lang.String", List.of(trigger));
  }

  static Application keeper(Path work, Owner owner, Trigger... triggers) throws IOException {
    return in(work, owner, "keeper", Keeper.class, "dev.portolan.ObjectRef", List.of(triggers));
  }

  static Application auditor(Path work, Owner owner, String table) throws IOException {
    return in(
        work,
        owner,
        "auditor",
        Auditor.class,
        "dev.portolan.Change<java.util.Map<java.lang.String,java.lang.Object>>",
        List.of(new Trigger.RecordChanged(table)));
  }

  /** A project of {@link Forwarder}, which sends to a queue, and of {@link Packer} behind it. */
  static Application forwarding(Path work, Owner owner, String queue) throws IOException {
    String event = "dev.portolan.Event<java.lang.String>";
    FunctionSpec forwarder =
        FunctionSpec.of(
                "forwarder",
                Forwarder.class.getName(),
                event,
                "java.lang.Void",
                List.of(new Trigger.Queue("to-ship", 10)))
            .withUses(List.of(new Use(Use.Kind.SEND, queue)));
    FunctionSpec packer =
        FunctionSpec.of(
            "packer",
            Packer.class.getName(),
            event,
            "java.lang.Void",
            List.of(new Trigger.Queue(queue, 10)));
    return Application.of(
        owner,
        List.of(forwarder, packer),
        Bundle.of(jar(work, Forwarder.class, Packer.class), List.of()));
  }

  /** A project of {@link Copier}, and of {@link Keeper}, which hears of what that stores. */
  static Application copying(Path work, Owner owner) throws IOException {
    String event = "dev.portolan.Event<dev.portolan.ObjectRef>";
    FunctionSpec copier =
        FunctionSpec.of(
                "copier",
                Copier.class.getName(),
                event,
                "java.lang.Void",
                List.of(new Trigger.ObjectCreated("photos")))
            .withUses(List.of(new Use(Use.Kind.READ, "photos"), new Use(Use.Kind.WRITE, "scans")));
    FunctionSpec keeper =
        FunctionSpec.of(
            "keeper",
            Keeper.class.getName(),
            event,
            "java.lang.Void",
            List.of(new Trigger.ObjectCreated("scans")));
    return Application.of(
        owner,
        List.of(copier, keeper),
        Bundle.of(jar(work, Copier.class, Keeper.class), List.of()));
  }

  /** A project of {@link Picky}, and of {@link Packer} that takes its dead letters. */
  static Application picky(Path work, Owner owner, Trigger trigger, String queue)
      throws IOException {
    String event = "dev.portolan.Event<java.lang.String>";
    FunctionSpec picky =
        FunctionSpec.of("picky", Picky.class.getName(), event, "java.lang.Void", List.of(trigger))
            .withDeadLetter(queue);
    FunctionSpec packer =
        FunctionSpec.of(
            "packer",
            Packer.class.getName(),
            event,
            "java.lang.Void",
            List.of(new Trigger.Queue(queue, 10)));
    return Application.of(
        owner, List.of(picky, packer), Bundle.of(jar(work, Picky.class, Packer.class), List.of()));
  }

  private static Application in(
      Path work, Owner owner, String name, Class<?> type, String data, List<Trigger> triggers)
      throws IOException {
    FunctionSpec function =
        FunctionSpec.of(
            name, type.getName(), "dev.portolan.Event<" + data + ">", "java.lang.Void", triggers);
    return Application.of(owner, List.of(function), Bundle.of(jar(work, type), List.of()));
  }

  private static Path jar(Path work, Class<?>... types) throws IOException {
    ReproducibleZip jar = ReproducibleZip.create();
    for (Class<?> type : types) {
      String name = type.getName().replace('.', '/') + ".class";
      try (InputStream in = type.getClassLoader().getResourceAsStream(name)) {
        jar.add(name, in.readAllBytes());
      }
    }
    return jar.write(work.resolve("function.jar")).file();
  }
}
