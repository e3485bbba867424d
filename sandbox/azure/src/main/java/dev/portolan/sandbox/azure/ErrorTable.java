package dev.portolan.sandbox.azure;

import dev.portolan.sandbox.ErrorShape;
import dev.portolan.sandbox.azure.bus.BusError;
import dev.portolan.sandbox.azure.cosmos.CosmosError;
import dev.portolan.sandbox.azure.identity.IdentityError;
import dev.portolan.sandbox.azure.resources.ResourceError;
import dev.portolan.sandbox.azure.scm.ScmError;
import dev.portolan.sandbox.azure.storage.BlobError;
import dev.portolan.sandbox.azure.storage.StorageError;
import dev.portolan.sandbox.azure.web.SiteIdentityError;
import dev.portolan.sandbox.azure.web.WebError;
import dev.portolan.sandbox.azure.wire.CommonError;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Every way in which the control plane refuses, and how well it is known that Azure does too. */
public final class ErrorTable {
  private ErrorTable() {}

  public static List<ErrorShape> shapes() {
    return Stream.<ErrorShape[]>of(
            CommonError.values(),
            ResourceError.values(),
            IdentityError.values(),
            StorageError.values(),
            BlobError.values(),
            BusError.values(),
            CosmosError.values(),
            WebError.values(),
            SiteIdentityError.values(),
            ScmError.values())
        .flatMap(Stream::of)
        .toList();
  }

  /** As a table in Markdown. */
  public static String markdown() {
    return shapes().stream()
        .map(ErrorShape::row)
        .collect(
            Collectors.joining(
                "\n", "| code | status | message | source |\n|---|---|---|---|\n", "\n"));
  }
}
