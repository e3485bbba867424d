/** Whether Azure will let us, and all that stands in a plan's way. */
package dev.portolan.provider.azure.access;
