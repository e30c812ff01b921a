namespace LayerKit.Generators.Tests.Analyzers;

/// <summary>A report, or the marker that plants one: code and place.</summary>
/// <param name="Member">The type or method around it, by which cases are told apart.</param>
/// <param name="Id">The code.</param>
/// <param name="Line">The line, counted from 1.</param>
internal sealed record Found(string Member, string Id, int Line);
