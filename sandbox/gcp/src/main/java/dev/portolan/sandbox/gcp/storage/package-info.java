/** Cloud Storage: buckets, and objects whose comings and goings are events. */
package dev.portolan.sandbox.gcp.storage;
