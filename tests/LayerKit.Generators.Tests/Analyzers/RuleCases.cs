namespace LayerKit.Generators.Tests.Analyzers;

/// <summary>The rules about declarations, each with code that breaks it.</summary>
internal static partial class RuleCases
{
    public static IReadOnlyList<RuleCase> All { get; } = [.. Plugins, .. Options, .. Handles];
}
