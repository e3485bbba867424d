/** The storage account: packages that are kept, and what Azure runs functions from. */
package dev.portolan.provider.azure.storage;
