package dev.portolan.sandbox.azure.plane;

import dev.portolan.deploy.driver.TimeSource;
import dev.portolan.sandbox.BlobStore;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * What a data plane stands in.
 *
 * @param blobs give the bytes of packages by their digest
 * @param directory of the cloud
 * @param log takes lines worth telling a person
 * @param heard takes a site's name, and a line that its host or its functions write
 * @param surroundings the variables by which a site's app finds what the cloud puts beside it
 */
public record World(
    BlobStore blobs,
    TimeSource time,
    Path directory,
    Consumer<String> log,
    BiConsumer<String, String> heard,
    Function<String, Map<String, String>> surroundings) {}
