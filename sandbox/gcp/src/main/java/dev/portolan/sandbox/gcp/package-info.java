/** Google Cloud, embedded on loopback. */
package dev.portolan.sandbox.gcp;
