namespace LayerKit.Tests;

/// <summary>The conformance tests on <c>vfs</c>.</summary>
public sealed class VfsConformanceTests() : ConformanceTests("vfs");
