/** Cloud Logging: entries, and the filters that find them. */
package dev.portolan.sandbox.gcp.logging;
