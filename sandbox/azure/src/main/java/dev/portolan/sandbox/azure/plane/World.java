package dev.portolan.sandbox.azure.plane;

import dev.portolan.deploy.driver.TimeSource;
import dev.portolan.sandbox.BlobStore;
import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * What a data plane stands in.
 *
 * @param blobs give the bytes of packages by their digest
 * @param directory of the cloud
 * @param log takes lines worth telling a person
 */
public record World(BlobStore blobs, TimeSource time, Path directory, Consumer<String> log) {}
