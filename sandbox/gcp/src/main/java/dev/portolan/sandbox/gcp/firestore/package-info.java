/** Firestore: databases, and documents whose changes are events. */
package dev.portolan.sandbox.gcp.firestore;
