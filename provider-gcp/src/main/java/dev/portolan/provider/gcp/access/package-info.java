/** Whether Google will let us: APIs, permissions, and all that stands in a plan's way. */
package dev.portolan.provider.gcp.access;
