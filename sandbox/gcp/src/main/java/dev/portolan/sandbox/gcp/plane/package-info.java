/** What runs revisions, and where they are reached. */
package dev.portolan.sandbox.gcp.plane;
