namespace LayerKit.Tests;

/// <summary>The conformance tests on <c>overlay2</c>.</summary>
public sealed class Overlay2ConformanceTests() : ConformanceTests("overlay2");
