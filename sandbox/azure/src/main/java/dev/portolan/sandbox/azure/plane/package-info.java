/** What runs sites, and where they and the blobs are reached. */
package dev.portolan.sandbox.azure.plane;
