/** A function: its plan, its site, what it is made of. */
package dev.portolan.provider.azure.site;
