/** How a package comes to serve, and how that is proven. */
package dev.portolan.provider.azure.publish;
