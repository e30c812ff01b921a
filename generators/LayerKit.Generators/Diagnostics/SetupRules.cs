using Microsoft.CodeAnalysis;

namespace LayerKit.Generators.Diagnostics;

/// <summary>What can be wrong with the set-up of a project.</summary>
internal static class SetupRules
{
    private const string Category = "LayerKit.Setup";

    public static readonly DiagnosticDescriptor LanguageVersion = new(
        RuleIds.LanguageVersion,
        "The language version is too old for generated code",
        "The code that LayerKit generates needs C# 14, and this project is compiled as C# {0}: remove LangVersion, or set it to 14.0 or later",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: "docs/diagnostics/LK3002.md");

    public static readonly DiagnosticDescriptor LoadedTwice = new(
        RuleIds.LoadedTwice,
        "The generator runs twice",
        "LayerKit.Generators has written {0} twice, so it is loaded from two places: keep either the package or the project reference",
        Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: "docs/diagnostics/LK3003.md",
        customTags: WellKnownDiagnosticTags.CompilationEnd);
}
