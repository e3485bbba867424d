package dev.portolan.sandbox.aws.lambda;

import dev.portolan.sandbox.BlobStore;
import dev.portolan.sandbox.aws.runtime.DataPlane;
import dev.portolan.sandbox.aws.runtime.Doors;
import java.util.function.Supplier;

/** What Lambda's control plane stands on. */
public record LambdaWorld(
    Supplier<Timings> timings, BlobStore blobs, DataPlane dataPlane, Doors doors) {}
