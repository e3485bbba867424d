package dev.portolan.deploy.model;

/** The processor a function runs on. */
public enum Architecture {
  X86_64,
  ARM64
}
