/** What Azure's refusals mean, and what to do about them: one table. */
package dev.portolan.provider.azure.errors;
