package dev.portolan.provider.azure.publish;

import com.azure.core.util.BinaryData;

/** Where a package comes from: a file that was just made, or what is kept. */
@FunctionalInterface
public interface Package {
  BinaryData content() throws Exception;
}
